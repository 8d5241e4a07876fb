using System.Globalization;

namespace Krill.Runs;

/// <summary>Epochs as lines of comma-separated values: what is empty is not known, numbers are as short as they can be without losing a bit.</summary>
internal static class HistoryCsv
{
    public const string Header =
        "epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,images,training_seconds,validation_seconds,images_per_second";

    static readonly int s_columns = Header.Split(',').Length;

    public static string Row(in EpochLogs logs) => string.Create(
        CultureInfo.InvariantCulture,
        $"{logs.Epoch},{logs.Loss},{logs.Accuracy},{logs.ValidationLoss},{logs.ValidationAccuracy},{logs.LearningRate},{logs.Images},")
        + string.Create(CultureInfo.InvariantCulture, $"{logs.TrainingSeconds:F6},{logs.ValidationSeconds:F6},{logs.ImagesPerSecond:F1}");

    /// <summary>Reads a row; false where it is none.</summary>
    public static bool TryParse(string row, out EpochLogs logs)
    {
        logs = default;
        string[] cells = row.Split(',');
        if (cells.Length != s_columns
            || !int.TryParse(cells[0], CultureInfo.InvariantCulture, out int epoch)
            || !TryNumber(cells[1], out double? loss) || loss is null
            || !TryNumber(cells[2], out double? accuracy) || accuracy is null
            || !TryNumber(cells[3], out double? validationLoss)
            || !TryNumber(cells[4], out double? validationAccuracy)
            || !float.TryParse(cells[5], CultureInfo.InvariantCulture, out float rate)
            || !int.TryParse(cells[6], CultureInfo.InvariantCulture, out int images)
            || !TryNumber(cells[7], out double? training) || training is null
            || !TryNumber(cells[8], out double? validation) || validation is null)
        {
            return false;
        }

        logs = new EpochLogs
        {
            Epoch = epoch,
            Loss = loss.Value,
            Accuracy = accuracy.Value,
            ValidationLoss = validationLoss,
            ValidationAccuracy = validationAccuracy,
            LearningRate = rate,
            Images = images,
            TrainingSeconds = training.Value,
            ValidationSeconds = validation.Value,
        };
        return true;
    }

    static bool TryNumber(string cell, out double? number)
    {
        bool isNumber = double.TryParse(cell, CultureInfo.InvariantCulture, out double value);
        number = isNumber ? value : null;
        return isNumber || cell.Length == 0;
    }
}
