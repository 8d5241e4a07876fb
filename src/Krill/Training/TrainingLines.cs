using System.Globalization;
using Krill.Reports;

namespace Krill.Training;

/// <summary>What happens in a training as lines for people: the same from a program and from the command.</summary>
internal static class TrainingLines
{
    /// <summary>The line of an event; null for one that has none.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="epochs">The number of the last epoch that was asked for.</param>
    public static string? Of(TrainingEvent happened, int epochs) => happened switch
    {
        EpochEnded ended => Epoch(ended.Logs, epochs),
        MessageRaised message => Message(message),
        _ => null,
    };

    /// <summary>An epoch's figures, as many as fit: what matters least goes first.</summary>
    public static string Epoch(EpochLogs epoch, int epochs, int width = int.MaxValue)
    {
        int digits = epochs.ToString(CultureInfo.InvariantCulture).Length;
        string number = $"epoch {epoch.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(digits)}/{epochs}";
        return Fitting(
            width,
            (number, 0),
            ($"loss {ReportFigures.Figure(epoch.Loss)}", 3),
            ($"accuracy {ReportFigures.Figure(epoch.Accuracy)}", 2),
            (epoch.ValidationLoss is { } loss ? $"validation loss {ReportFigures.Figure(loss)}" : "", 6),
            (epoch.ValidationAccuracy is { } accuracy ? $"validation accuracy {ReportFigures.Figure(accuracy)}" : "", 1),
            (ReportFigures.Duration(epoch.TrainingSeconds + epoch.ValidationSeconds), 5),
            (ReportFigures.Speed(epoch.ImagesPerSecond), 4));
    }

    /// <summary>The figures of an epoch so far, as many as fit.</summary>
    public static string Batch(BatchEnded batch, int width) => Fitting(
        width,
        ($"loss {ReportFigures.Figure(batch.Loss)}", 0),
        ($"accuracy {ReportFigures.Figure(batch.Accuracy)}", 1),
        (ReportFigures.Speed(batch.ImagesPerSecond), 2));

    /// <summary>What a callback or the training has to say.</summary>
    public static string Message(MessageRaised message) => $"{(message.IsWarning ? "warning: " : "")}{message.Source}: {message.Text}";

    static string Fitting(int width, params (string Text, int Rank)[] parts)
    {
        for (int rank = parts.Max(part => part.Rank); ; rank--)
        {
            string line = string.Join("  ", parts.Where(part => part.Rank <= rank && part.Text.Length > 0).Select(part => part.Text));
            if (line.Length <= width || rank == 0)
            {
                return line;
            }
        }
    }
}
