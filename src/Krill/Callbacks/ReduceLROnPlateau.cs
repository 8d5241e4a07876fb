using System.Globalization;

namespace Krill.Callbacks;

/// <summary>Makes the learning rate smaller when a figure has stopped becoming better.</summary>
/// <remarks>
/// <para>An epoch is better when its figure beats the best so far by more than <see cref="MinDelta"/>. Each other epoch adds one to a count that a
/// better one sets to 0; when the count reaches <see cref="Patience"/>, the learning rate is multiplied by <see cref="Factor"/>, down to
/// <see cref="MinLr"/>, and the count starts again after <see cref="Cooldown"/> epochs.</para>
/// <para>Source: Keras's <c>ReduceLROnPlateau</c>, its counting included: while the learning rate is at its minimum, nothing is reduced and the
/// count goes on.</para>
/// </remarks>
public sealed class ReduceLROnPlateau : Callback
{
    double _best;
    int _wait;
    int _cooldown;

    /// <summary>Reduction on a plateau.</summary>
    /// <param name="monitor">The figure; by default the validation loss. Losses are to fall, accuracies to rise.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such figure.</exception>
    public ReduceLROnPlateau(Metric monitor = Metric.ValidationLoss)
    {
        Monitor = Require.Defined(monitor, nameof(ReduceLROnPlateau), "metric", nameof(monitor));
    }

    /// <summary>The figure that is watched.</summary>
    public Metric Monitor { get; }

    /// <summary>What the learning rate is multiplied by, greater than 0 and less than 1; by default 0.1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    public double Factor
    {
        get;
        init => field = Require.Below(Require.Positive(value, "ReduceLROnPlateau.Factor"), 0, 1, "ReduceLROnPlateau.Factor");
    } = 0.1;

    /// <summary>How many epochs that are not better reduce the learning rate; 0 or more, by default 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int Patience { get; init => field = Require.AtLeast(value, 0, "ReduceLROnPlateau.Patience"); } = 10;

    /// <summary>By how much a figure must be better than the best to count, in the figure's unit; 0 or more, by default 0.0001.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public double MinDelta { get; init => field = Require.AtLeast(value, 0, "ReduceLROnPlateau.MinDelta"); } = 1e-4;

    /// <summary>For how many epochs after a reduction nothing is counted; 0 (default) or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int Cooldown { get; init => field = Require.AtLeast(value, 0, "ReduceLROnPlateau.Cooldown"); }

    /// <summary>The least learning rate; 0 (default) or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public float MinLr { get; init => field = Require.AtLeast(value, 0, "ReduceLROnPlateau.MinLr"); }

    internal override Metric? Needed => Monitor;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _best = Monitor.Worst();
        _wait = 0;
        _cooldown = 0;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(in EpochLogs logs, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        double current = logs[Monitor] ?? double.NaN;
        if (_cooldown > 0)
        {
            _cooldown--;
            _wait = 0;
        }

        if (Monitor.IsBetter(current, _best, MinDelta))
        {
            _best = current;
            _wait = 0;
        }
        else if (_cooldown == 0)
        {
            _wait++;
            if (_wait >= Patience)
            {
                Reduce(context);
            }
        }
    }

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["best"] = _best;
        state["wait"] = _wait;
        state["cooldown"] = _cooldown;
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        _best = state["best"];
        _wait = (int)state["wait"];
        _cooldown = (int)state["cooldown"];
    }

    void Reduce(TrainingContext context)
    {
        float rate = context.LearningRate;
        float reduced = (float)Math.Max(rate * Factor, MinLr);
        // A rate may become too small for a float only without a minimum: then it stays.
        if (rate > MinLr && reduced > 0)
        {
            context.LearningRate = reduced;
            _cooldown = Cooldown;
            _wait = 0;
            context.Report(string.Create(
                CultureInfo.InvariantCulture,
                $"{Monitor.Key()} has stopped becoming better than {_best:G5}: the learning rate is now {reduced:G5}."));
        }
    }
}
