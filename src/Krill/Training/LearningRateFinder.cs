using System.Globalization;
using Krill.Callbacks;
using Krill.Optimizers;
using Krill.Weights;

namespace Krill.Training;

/// <summary>Tries learning rates: the rate grows by a factor from step to step, and the loss shows where training is fast and where it breaks.</summary>
/// <remarks>
/// <para>Give it to <see cref="Model.Fit"/> as the only callback, with as many epochs as <see cref="Steps"/> need; the training ends after them, or sooner where the
/// smoothed loss exceeds <see cref="Divergence"/> times its least. Then model and optimizer are what they were, also where an exception ended it, and <see cref="Search"/> has the curve.</para>
/// <para>Step i of n, the first being 0, has the rate from · (to / from)^(i / (n - 1)). The loss is smoothed by a moving average with the correction of its beginning:
/// s = Σ βᵏ loss over Σ βᵏ. Only training images are looked at. Source: Smith (2017); fast.ai's <c>lr_find</c>.</para>
/// </remarks>
public sealed class LearningRateFinder : Callback
{
    readonly List<LearningRatePoint> _points = [];
    ParameterSnapshot? _weights;
    OptimizerSnapshot? _optimizer;
    int _epochsTrained;
    double _average;
    double _least;

    /// <summary>The first rate, greater than 0; by default 1e-7.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public double From { get; init => field = Require.Positive(value, "LearningRateFinder.From"); } = 1e-7;

    /// <summary>The last rate, greater than the first; by default 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public double To { get; init => field = Require.Positive(value, "LearningRateFinder.To"); } = 10;

    /// <summary>How many rates are tried, one a step; at least 2, by default 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 2.</exception>
    public int Steps { get; init => field = Require.AtLeast(value, 2, "LearningRateFinder.Steps"); } = 100;

    /// <summary>β, how much of the average loss is kept from step to step, 0 to less than 1; by default 0.9: fast.ai's 0.98 lags behind by a decade where a hundred rates are tried.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Smoothing { get; init => field = Require.Below(value, 0, 1, "LearningRateFinder.Smoothing"); } = 0.9;

    /// <summary>How many times its least the smoothed loss may be before the search ends; at least 1, by default 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public double Divergence { get; init => field = Require.AtLeast(value, 1, "LearningRateFinder.Divergence"); } = 4;

    /// <summary>What was found; null before the first training with it has ended.</summary>
    public LearningRateSearch? Search { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The last rate is not greater than the first, or the training has fewer steps than are to be tried.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!(To > From))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"LearningRateFinder: received the rates {From} to {To}; expected the last to be greater than the first."));
        }

        long steps = (long)(context.Epochs - context.InitialEpoch) * context.Batches;
        if (steps < Steps)
        {
            int epochs = context.InitialEpoch + ((Steps + context.Batches - 1) / context.Batches);
            throw new ArgumentException(
                $"LearningRateFinder: received a training of {steps} steps for {Steps} rates; expected as many steps at least. Give FitOptions.Epochs = {epochs}, or fewer Steps.");
        }

        _weights = new ParameterSnapshot(context.Model);
        _weights.Take();
        _optimizer = new OptimizerSnapshot(context.Model.StateOf(context.Optimizer));
        _epochsTrained = context.Model.EpochsTrained;
        _points.Clear();
        _average = 0;
        _least = double.PositiveInfinity;
    }

    /// <inheritdoc/>
    public override void OnBatchBegin(long step, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.LearningRate = (float)(From * Math.Pow(To / From, _points.Count / (Steps - 1.0)));
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(in BatchLogs logs, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _average = (Smoothing * _average) + ((1 - Smoothing) * logs.Loss);
        double smoothed = _average / (1 - Math.Pow(Smoothing, _points.Count + 1));
        _points.Add(new LearningRatePoint(context.LearningRate, logs.Loss, smoothed));
        _least = Math.Min(_least, smoothed);

        // Not "greater": NaN is neither.
        bool hasDiverged = !(smoothed <= Divergence * _least);
        if (hasDiverged || _points.Count == Steps)
        {
            Search = new LearningRateSearch([.. _points], hasDiverged);
            context.Stop(hasDiverged ? string.Create(CultureInfo.InvariantCulture, $"the loss broke away at the learning rate {context.LearningRate:G3}: stopping.") : $"tried {Steps} learning rates: stopping.");
        }
    }

    /// <inheritdoc/>
    public override void TearDown(TrainingContext context)
    {
        _weights!.Restore();
        _optimizer!.Restore();
        context.Model.EpochsTrained = _epochsTrained;
        _weights = null;
        _optimizer = null;
    }
}
