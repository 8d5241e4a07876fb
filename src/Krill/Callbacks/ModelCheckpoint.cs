using System.Globalization;

namespace Krill.Callbacks;

/// <summary>Saves the weights after epochs: after each, or after those whose figure is the best so far.</summary>
/// <remarks>
/// A file is replaced at once or not at all. Source: Keras's <c>ModelCheckpoint</c> with <c>save_weights_only</c>; the format is safetensors
/// (<see cref="Model.SaveWeights"/>).
/// </remarks>
public sealed class ModelCheckpoint : Callback
{
    readonly string _path;
    double _best;

    /// <summary>A checkpoint.</summary>
    /// <param name="path">
    /// The file; folders that do not exist are made. <c>{epoch}</c> in it becomes the number of the epoch, the first being 1, with at least two digits.
    /// </param>
    /// <param name="monitor">The figure that <see cref="SaveBestOnly"/> goes by; by default the validation loss.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such figure.</exception>
    public ModelCheckpoint(string path, Metric monitor = Metric.ValidationLoss)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = path;
        Monitor = Require.Defined(monitor, nameof(ModelCheckpoint), "metric", nameof(monitor));
    }

    /// <summary>The figure that <see cref="SaveBestOnly"/> goes by. Losses are to fall, accuracies to rise.</summary>
    public Metric Monitor { get; }

    /// <summary>Whether only an epoch that is better than all before is saved (strictly; the first of equals stays); by default every epoch is.</summary>
    public bool SaveBestOnly { get; init; }

    internal override Metric? Needed => SaveBestOnly ? Monitor : null;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _best = Monitor.Worst();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(in EpochLogs logs, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        double current = logs[Monitor] ?? double.NaN;
        bool isBest = Monitor.IsBetter(current, _best);
        if (SaveBestOnly && !isBest)
        {
            return;
        }

        string path = _path.Replace("{epoch}", logs.Epoch.ToString("D2", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        context.Model.SaveWeights(path);
        if (SaveBestOnly)
        {
            context.Report(string.Create(CultureInfo.InvariantCulture, $"{Monitor.Key()} is {current:G5}, the best so far: saved the weights to {path}."));
        }

        _best = isBest ? current : _best;
    }

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["best"] = _best;
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        _best = state["best"];
    }
}
