using System.Globalization;
using Krill.Weights;

namespace Krill.Callbacks;

/// <summary>Ends the training when a figure has not become better for a number of epochs.</summary>
/// <remarks>
/// <para>An epoch is better when its figure beats the best so far by more than <see cref="MinDelta"/>. Each other epoch adds one to a count that a
/// better one sets to 0; when the count reaches <see cref="Patience"/>, the training ends after that epoch. NaN is never better.</para>
/// <para>Source: Keras's <c>EarlyStopping</c>. <see cref="Patience"/> 0 ends the training at the first epoch that is not better (TensorFlow 2.3 and
/// Keras's documentation; from 2.4 on it ends after the first or second epoch in any case). The best weights are restored also when all epochs are
/// done (Keras 3; before, only when the training was ended early).</para>
/// </remarks>
public sealed class EarlyStopping : Callback
{
    double _best;
    int _bestEpoch;
    int _wait;
    ParameterSnapshot? _bestWeights;

    /// <summary>Early stopping.</summary>
    /// <param name="monitor">The figure; by default the validation loss. Losses are to fall, accuracies to rise.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such figure.</exception>
    public EarlyStopping(Metric monitor = Metric.ValidationLoss)
    {
        Monitor = Require.Defined(monitor, nameof(EarlyStopping), "metric", nameof(monitor));
    }

    /// <summary>The figure that is watched.</summary>
    public Metric Monitor { get; }

    /// <summary>How many epochs that are not better end the training; 0 (default) or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int Patience { get; init => field = Require.AtLeast(value, 0, "EarlyStopping.Patience"); }

    /// <summary>By how much a figure must be better than the best to count, in the figure's unit; 0 (default) or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public double MinDelta { get; init => field = Require.AtLeast(value, 0, "EarlyStopping.MinDelta"); }

    /// <summary>A value that a figure must also beat to set the count to 0; none by default.</summary>
    public double? Baseline { get; init; }

    /// <summary>Whether the model ends with the weights of the best epoch; by default it keeps those of the last.</summary>
    public bool RestoreBestWeights { get; init; }

    internal override Metric? Needed => Monitor;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _best = Monitor.Worst();
        _bestEpoch = 0;
        _wait = 0;
        _bestWeights = RestoreBestWeights ? new ParameterSnapshot(context.Model) : null;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(in EpochLogs logs, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        double current = logs[Monitor] ?? double.NaN;
        _wait++;
        if (Monitor.IsBetter(current, _best, MinDelta))
        {
            _best = current;
            Keep(logs.Epoch);
            if (Baseline is not { } baseline || Monitor.IsBetter(current, baseline, MinDelta))
            {
                _wait = 0;
            }
        }
        else if (_bestEpoch == 0)
        {
            // No epoch may ever be better than nothing, if all are NaN: the first one is then the best there is.
            Keep(logs.Epoch);
        }

        if (_wait > 0 && _wait >= Patience)
        {
            context.Stop(string.Create(
                CultureInfo.InvariantCulture,
                $"{Monitor.Key()} has not become better than {_best:G5} (epoch {_bestEpoch}) for {_wait} epochs: stopping."));
        }
    }

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["best"] = _best;
        state["best_epoch"] = _bestEpoch;
        state["wait"] = _wait;
        if (_bestWeights is not null && _bestEpoch > 0)
        {
            state.SetWeights("best_weights", _bestWeights);
        }
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        _best = state["best"];
        _bestEpoch = (int)state["best_epoch"];
        _wait = (int)state["wait"];
        if (_bestWeights is not null && _bestEpoch > 0)
        {
            state.GetWeights("best_weights", _bestWeights);
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_bestWeights is { } best && _bestEpoch > 0)
        {
            best.Restore();
            context.History.RestoredEpoch = _bestEpoch;
            context.Report(string.Create(CultureInfo.InvariantCulture, $"restored the weights of epoch {_bestEpoch}, {Monitor.Key()} {_best:G5}."));
        }
    }

    void Keep(int epoch)
    {
        _bestEpoch = epoch;
        _bestWeights?.Take();
    }
}
