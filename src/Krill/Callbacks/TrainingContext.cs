using Krill.Data;
using Krill.Optimizers;
using Krill.Reports;
using Krill.Training;

namespace Krill.Callbacks;

/// <summary>The training that a callback is called in: what it may read and change.</summary>
public sealed class TrainingContext
{
    readonly FitOptions _options;
    readonly ImageSet? _train;
    readonly Lazy<string> _digest, _validationDigest;

    internal TrainingContext(Model model, Optimizer optimizer, FitOptions options, int batches, ImageSet? train = null)
    {
        Model = model;
        Optimizer = optimizer;
        _options = options;
        _train = train;

        // Once, as a checkpoint is written after every epoch.
        _digest = new Lazy<string>(() => train?.Digest() ?? "none");
        _validationDigest = new Lazy<string>(() => options.Validation?.Digest() ?? "none");
        Batches = batches;
        EpochsDone = options.InitialEpoch;
        EpochsBefore = options.InitialEpoch > 0 ? 0 : model.EpochsTrained;
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
    public int BatchSize => _options.BatchSizeFor(_train?.Count ?? _options.BatchSize);

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

    /// <summary>How many epochs are done: of a training that goes on, those before it was killed included.</summary>
    internal int EpochsDone { get; private set; }

    /// <summary>Epochs that the model was trained for before this training began: random numbers and orders are those of the epochs behind them.</summary>
    internal int EpochsBefore { get; private set; }

    /// <summary>The callbacks of the training, in their order.</summary>
    internal IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>What the bits of the training depend on besides the model, and what it is called.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Settings =>
    [
        Setting("seed", _options.Seed),
        Setting("batch_size", BatchSize),
        Setting("epochs", Epochs),
        Setting("initial_epoch", InitialEpoch),
        Setting("images", _train?.Count ?? 0),
        Setting("images_digest", _digest.Value),
        Setting("validation_images", _options.Validation?.Count ?? 0),
        Setting("validation_digest", _validationDigest.Value),
        Setting("shuffle", _options.Shuffle),
        Setting("drop_remainder", _options.DropRemainder),
        Setting("precision", Model.Precision),
        Setting("augmentation", _options.Augmentation.Count == 0 ? "none" : string.Join("; ", _options.Augmentation.Select(AugmentationText.Recorded))),
        Setting("loss", Model.Loss is { } loss ? SettingsText.Of(loss) : "none"),
        Setting("optimizer_settings", SettingsText.Lasting(Optimizer)),
        Setting("callbacks", string.Join("; ", Callbacks.Select(SettingsText.Lasting))),
    ];

    /// <summary>What durations are measured with.</summary>
    internal TimeProvider Clock => _options.Clock;

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
        _options.Raise(new MessageRaised(Caller?.GetType().Name ?? "Fit", text, isWarning));
    }

    /// <summary>Whether no epoch of this call follows one that has ended.</summary>
    internal bool IsLast(int epoch) => IsStopping || epoch >= _options.LastEpoch;

    /// <summary>Notes an epoch that has ended.</summary>
    internal void Add(in EpochLogs logs)
    {
        History.Add(logs);
        EpochsDone = logs.Epoch;
    }

    /// <summary>Makes the training go on behind epochs that are done.</summary>
    internal void GoOn(int epochsDone, int epochsBefore, IEnumerable<EpochLogs> history, bool isStopping)
    {
        EpochsDone = epochsDone;
        EpochsBefore = epochsBefore;
        IsStopping = isStopping;
        foreach (EpochLogs logs in history)
        {
            History.Add(logs);
        }
    }

    static KeyValuePair<string, string> Setting<T>(string name, T value) => new(name, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}"));

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
