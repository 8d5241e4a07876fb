using Krill.Optimizers;
using Krill.Training;

namespace Krill.Callbacks;

/// <summary>The training that a callback is called in: what it may read and change.</summary>
public sealed class TrainingContext
{
    readonly FitOptions _options;

    internal TrainingContext(Model model, Optimizer optimizer, FitOptions options, int batches)
    {
        Model = model;
        Optimizer = optimizer;
        _options = options;
        Batches = batches;
    }

    /// <summary>The model that is trained.</summary>
    public Model Model { get; }

    /// <summary>What changes its parameters.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The number of the last epoch that was asked for.</summary>
    public int Epochs => _options.Epochs;

    /// <summary>How many epochs were done before.</summary>
    public int InitialEpoch => _options.InitialEpoch;

    /// <summary>Images a step.</summary>
    public int BatchSize => _options.BatchSize;

    /// <summary>Steps an epoch.</summary>
    public int Batches { get; }

    /// <summary>Whether there are validation images.</summary>
    public bool HasValidation => _options.Validation is not null;

    /// <summary>The epochs that are done, the one at hand included once it has ended.</summary>
    public History History { get; } = new();

    /// <summary>The optimizer's learning rate; setting it holds from the next step on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public float LearningRate
    {
        get => Optimizer.LearningRate;
        set => Optimizer.LearningRate = value;
    }

    /// <summary>Whether the training is to end.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Who is being called; null for the training itself.</summary>
    internal Callback? Caller { get; set; }

    /// <summary>
    /// Ends the training after the epoch at hand. Called between its steps, it ends that epoch after the step at hand: its figures are then those of
    /// the steps taken.
    /// </summary>
    /// <param name="reason">Why, as a sentence: raised as a message.</param>
    public void Stop(string reason)
    {
        IsStopping = true;
        Report(reason);
    }

    /// <summary>Tells the listeners of the training something.</summary>
    /// <param name="text">A sentence.</param>
    /// <param name="isWarning">Whether something is wrong; false by default.</param>
    public void Report(string text, bool isWarning = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        _options.OnEvent?.Invoke(new MessageRaised(Caller?.GetType().Name ?? "Fit", text, isWarning));
    }

    /// <summary>Makes sure, at the start of a training, that it has a figure.</summary>
    /// <param name="metric">The figure that the callback needs.</param>
    /// <exception cref="ArgumentException">It is one of validation, and there are no validation images.</exception>
    public void Require(Metric metric)
    {
        if (metric.NeedsValidation() && !HasValidation)
        {
            throw new ArgumentException(
                $"{Caller?.GetType().Name ?? "Fit"}: received the metric {metric} to monitor in a training without validation images; expected "
                + $"validation images. Give FitOptions.Validation, or monitor {(metric.IsBetterWhenGreater() ? Metric.Accuracy : Metric.Loss)}.");
        }
    }
}
