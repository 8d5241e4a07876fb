using Krill.Data;
using Krill.Runs;
using Krill.Training;

namespace Krill.Callbacks;

/// <summary>Writes the figures of the epochs into a file of comma-separated values, a line an epoch.</summary>
/// <remarks>
/// <para>Columns: epoch, loss, accuracy, val_loss, val_accuracy, learning_rate, images, training_seconds, validation_seconds, images_per_second;
/// empty where there is no validation. The first epoch is 1.</para>
/// <para>The file is replaced as a whole, at most once a second and at the end of the training, so that it never holds half a line. Source: Keras's
/// <c>CSVLogger</c>.</para>
/// </remarks>
public sealed class CsvLogger : Callback
{
    readonly string _path;
    readonly Throttle _throttle = new(TimeProvider.System, TimeSpan.FromSeconds(1));
    HistoryFile? _file;
    int _linesBefore;

    /// <summary>A logger.</summary>
    /// <param name="path">The file; folders that do not exist are made.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public CsvLogger(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = path;
    }

    /// <summary>Whether lines that are there are kept (for a training that goes on); by default the file starts anew.</summary>
    public bool Append { get; init; }

    /// <inheritdoc/>
    /// <exception cref="DataException">The file is to be kept, and has other columns.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        string? previous = Append && File.Exists(_path) ? File.ReadAllText(_path) : null;
        if (previous is not null && !(previous.StartsWith(HistoryCsv.Header + "\n", StringComparison.Ordinal) && previous.EndsWith('\n')))
        {
            throw new DataException(
                _path,
                $"a file that begins with \"{previous.Split('\n')[0]}\"",
                $"\"{HistoryCsv.Header}\" and whole lines",
                "Choose another file, or start it anew with Append = false.");
        }

        _linesBefore = previous?.Count(c => c == '\n') ?? 0;
        _file = new HistoryFile(_path, previous);
        _file.Save();
    }

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["lines_before"] = _linesBefore;
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(context);

        // The lines of an earlier training stay; those of this one may be of epochs that are trained again.
        _linesBefore = (int)state["lines_before"];
        string[] lines = [.. _linesBefore > 0 ? File.ReadLines(_path).Take(_linesBefore) : []];
        _file = new HistoryFile(_path, lines.Length > 0 ? string.Join('\n', lines) + "\n" : null);
        foreach (EpochLogs logs in context.History)
        {
            _file.Add(logs);
        }

        _file.Save();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(in EpochLogs logs, TrainingContext context)
    {
        _file!.Add(logs);
        if (_throttle.IsDue())
        {
            _file.Save();
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context) => _file!.Save();
}
