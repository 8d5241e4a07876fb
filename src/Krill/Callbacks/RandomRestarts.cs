using System.Globalization;
using Krill.Optimizers;
using Krill.Weights;

namespace Krill.Callbacks;

/// <summary>Trains from several random starts, one behind the other, and keeps the weights of the one that ended best.</summary>
/// <remarks>
/// <para>The epochs of the training are divided among the starts, as evenly as may be; with fewer epochs than starts, each epoch is a start. Each begins with parameters
/// drawn anew, and with all else as the training found it: the optimizer, moving statistics, frozen parameters. Schedules run over the whole training:
/// <see cref="Repeated"/> has one begin with each start.</para>
/// <para>For networks so small that it depends on the start in which valley they end. Source: the random restarts of Hu, Shonkwiler and Spruill (1994).</para>
/// </remarks>
public sealed class RandomRestarts : Callback
{
    double _best;
    int _bestEpoch;
    ParameterSnapshot? _bestWeights;
    ParameterSnapshot? _first;
    OptimizerSnapshot? _optimizer;

    /// <summary>Random restarts.</summary>
    /// <param name="starts">How many starts there are, the first included; at least 1.</param>
    /// <param name="monitor">The figure of a start's last epoch by which the best is chosen, the first of equals; by default the training loss.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1, or there is no such figure.</exception>
    public RandomRestarts(int starts, Metric monitor = Metric.Loss)
    {
        Starts = Require.AtLeast(starts, 1, "RandomRestarts, starts");
        Monitor = Require.Defined(monitor, nameof(RandomRestarts), "metric", nameof(monitor));
    }

    /// <summary>How many starts there are.</summary>
    public int Starts { get; }

    /// <summary>The figure by which the best is chosen.</summary>
    public Metric Monitor { get; }

    internal override Metric? Needed => Monitor;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _best = Monitor.Worst();
        _bestEpoch = 0;
        _bestWeights = new ParameterSnapshot(context.Model);
        _first = new ParameterSnapshot(context.Model);
        _first.Take();
        _optimizer = new OptimizerSnapshot(context.Model.StateOf(context.Optimizer));
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var part = TrainingPart.Of(epoch, context.Epochs, Starts);
        if (part.Number > 0 && epoch == part.Start + 1)
        {
            _first!.Restore();
            context.Model.InitializeTrainable((ulong)part.Number);
            _optimizer!.Restore();
            context.Model.StateOf(context.Optimizer).Averages?.Begin(isFirst: true, goesOn: false);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(in EpochLogs logs, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var part = TrainingPart.Of(logs.Epoch, context.Epochs, Starts);
        if (logs.Epoch != part.Start + part.Epochs)
        {
            return;
        }

        double current = logs[Monitor] ?? double.NaN;
        if (_bestEpoch == 0 || Monitor.IsBetter(current, _best))
        {
            _best = double.IsNaN(current) ? Monitor.Worst() : current;
            _bestEpoch = logs.Epoch;
            _bestWeights!.Take();
        }

        context.Report(string.Create(CultureInfo.InvariantCulture, $"start {part.Number + 1} of {Math.Min(Starts, context.Epochs)} ended with {Monitor.Key()} {current:G5}."));
    }

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["best"] = _best;
        state["best_epoch"] = _bestEpoch;
        if (_bestEpoch > 0)
        {
            state.SetWeights("best_weights", _bestWeights!);
        }
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        _best = state["best"];
        _bestEpoch = (int)state["best_epoch"];
        if (_bestEpoch > 0)
        {
            state.GetWeights("best_weights", _bestWeights!);
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_bestEpoch > 0)
        {
            _bestWeights!.Restore();
            context.History.RestoredEpoch = _bestEpoch;
            context.Report(string.Create(CultureInfo.InvariantCulture, $"restored the weights of epoch {_bestEpoch}, {Monitor.Key()} {_best:G5}."));
        }
    }
}
