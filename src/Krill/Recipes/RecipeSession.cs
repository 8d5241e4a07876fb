using System.Diagnostics;
using Krill.Data;
using Krill.Kernels;
using Krill.Optimizers;
using Krill.Planning;
using Krill.Reports;
using Krill.Runs;
using Krill.Training;

namespace Krill.Recipes;

/// <summary>
/// The training of a recipe from its data to its result. The test images are used once, at the end; what is chosen is chosen by the validation
/// images, and where there are none, nothing is.
/// </summary>
public sealed partial class RecipeSession
{
    readonly Recipe _recipe;
    readonly RecipeOptions _options;
    readonly RecipeData _data;
    readonly RunFolder? _folder;
    readonly Optimizer _optimizer;
    readonly int _epochs;
    readonly int _batchSize;
    readonly int _threads;

    bool _hasRun;

    // Several views of each image take their time: the report need not look at them again.
    Predictions? _tested;

    /// <param name="recipe">What to train.</param>
    /// <param name="options">How.</param>
    /// <param name="folder">The folder of a run that goes on; null for a new one.</param>
    /// <param name="data">The data, where it is loaded already.</param>
    internal RecipeSession(Recipe recipe, RecipeOptions options, RunFolder? folder = null, RecipeData? data = null)
    {
        _recipe = recipe;
        _options = options;
        _folder = folder;
        _epochs = options.Epochs ?? recipe.Epochs;
        _threads = options.Threads ?? Environment.ProcessorCount;
        _optimizer = recipe.CreateOptimizer();
        _optimizer.LearningRate = options.LearningRate ?? _optimizer.LearningRate;
        _data = data ?? RecipeData.Load(recipe, options);
        _batchSize = BatchSizeOf(options.BatchSize ?? recipe.BatchSize);
        Model = recipe.CreateModel(_data.Train.Shape, _data.Train.Classes, options.Seed);
        RequireClasses();
        RequireFigures();
        foreach (Augmentation augmentation in Augmentation)
        {
            augmentation.RequireFitting(_data.Train.Shape);
        }

        recipe.Adapt(Model, _data.Train);
        Model.Precision = options.Precision;
        Model.Compile(_optimizer, recipe.Loss);
    }

    /// <summary>The network; trained once <see cref="Run"/> has returned.</summary>
    public Model Model { get; }

    /// <summary>Loads the data and makes the network, so that what does not fit is told before anything is trained or written.</summary>
    /// <param name="recipe">What to train.</param>
    /// <param name="options">What to do otherwise; by default nothing.</param>
    /// <exception cref="ArgumentException">
    /// There is no such dataset; a split is asked for of pictures that are divided already; whole batches are larger than the set; the network does not end in one
    /// number a class; an augmentation does not fit the images; a callback of the recipe needs validation images that are not there; or a step needs more
    /// memory than can be had in one piece.
    /// </exception>
    /// <exception cref="ShapeException">The network does not fit the images.</exception>
    /// <exception cref="DataException">The data is missing or not what it should be.</exception>
    public static RecipeSession Prepare(Recipe recipe, RecipeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        options ??= new RecipeOptions();
        RecipeData.RequireOneDivision(options);
        var session = new RecipeSession(recipe, options);
        session.RequireRoom();
        return session;
    }

    /// <summary>Goes on with a run that was killed or stopped, behind the last epoch that its folder holds, with all settings of the run.</summary>
    /// <remarks><see cref="Run"/> then gives the result that it would have had, to the bit but for times. A run that is done is not trained again.</remarks>
    /// <param name="directory">The folder of the run.</param>
    /// <param name="options">Threads, and who listens; by default all cores, and nobody.</param>
    /// <exception cref="DataException">The folder holds no run, or its data is missing or not what it should be.</exception>
    /// <exception cref="ArgumentException">The data no longer fits the run.</exception>
    public static RecipeSession Resume(string directory, ResumeOptions? options = null)
    {
        options ??= new ResumeOptions();
        var folder = RunFolder.Open(directory);
        Recipe recipe = RunSettings.RecipeOf(folder.Path, folder.Description, options.Recipe);
        return new RecipeSession(recipe, RunSettings.OptionsOf(folder.Path, folder.Description, recipe, options), folder);
    }

    /// <summary>Trains, takes the best weights by validation accuracy (the last where no images are kept apart), and tests them. To be called once.</summary>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled; the run folder holds what was done.</exception>
    /// <exception cref="IOException">The run folder cannot be written, or another process works there.</exception>
    /// <exception cref="ArgumentException">The run folder holds a run, an ensemble or a tuning.</exception>
    /// <exception cref="DataException">The run folder holds what another training left.</exception>
    public RecipeResult Run()
    {
        if (_hasRun)
        {
            throw new InvalidOperationException(
                "RecipeSession.Run: received a second call; expected one, as the network is no longer untrained. Prepare a new session, or Resume the run's folder.");
        }

        _hasRun = true;
        RunFolder? folder = _folder ?? (_options.KeepsRun ? RunFolder.Create(Description(), _options.RunDirectory) : null);
        using IDisposable? held = folder is null ? null : FolderLock.Hold(folder.Path);
        Raise(Started(folder));
        (RunResult record, History history) = Train(folder, null);
        if (record.TestAccuracy is null)
        {
            record = Tested(record);
            folder?.Complete(record);
        }

        RecipeResult result = Result(record, history, folder);
        WriteReport(folder);
        Raise(new SessionEnded(result));
        return result;
    }

    /// <summary>Checks that there can be memory for a step.</summary>
    /// <exception cref="ArgumentException">The batch is too large.</exception>
    internal void RequireRoom() => Executor.RequireRoom(Model, _recipe.Loss, _optimizer, _batchSize);

    /// <summary>The name of what is trained on.</summary>
    internal string Dataset => _data.Name;

    /// <summary>Tries learning rates on the training images, with the recipe's optimizer and augmentation but without its callbacks. The network stays as it is.</summary>
    /// <param name="finder">Which rates; by default those of a new <see cref="LearningRateFinder"/>.</param>
    /// <exception cref="ArgumentException">The last rate is not greater than the first.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public LearningRateSearch FindLearningRate(LearningRateFinder? finder = null)
    {
        finder ??= new LearningRateFinder();
        int batches = _recipe.DropRemainder ? _data.Train.Count / _batchSize : (_data.Train.Count + _batchSize - 1) / _batchSize;
        FitOptions options = FitOptions((finder.Steps + batches - 1) / batches, null, null, Raise);
        options.Callbacks.Add(finder);
        Model.Fit(_data.Train, options);
        return finder.Search!;
    }

    IReadOnlyList<Augmentation> Augmentation => _options.Augmentation ?? _recipe.Augmentation;

    /// <summary>The result is safe by now: where the report cannot be written, that is told, and no more.</summary>
    void WriteReport(RunFolder? folder)
    {
        if (folder is null || !_options.WritesReport)
        {
            return;
        }

        try
        {
            ReportFolder.Write(new RunSubject(folder, _recipe, Model, _data) { Augmentation = Augmentation, Threads = _threads, Tested = _tested, CancellationToken = _options.CancellationToken });
        }
        catch (IOException exception)
        {
            Raise(new MessageRaised("report", $"{exception.Message} The run is complete without it; krill report {folder.Path} writes it anew.", IsWarning: true));
        }
    }

    string PrecisionName => Precisions.Name(_options.Precision);

    /// <summary>Trains in a folder, of which this process is to be the only one, and tests nothing; what is done already is not done again.</summary>
    /// <param name="folder">Where; null to keep nothing.</param>
    /// <param name="pauseAfter">After which epoch to stop for now; null for none. The run is then not complete, unless it was its last epoch.</param>
    internal (RunResult Record, History History) Train(RunFolder? folder, int? pauseAfter)
    {
        if (folder?.ReadResult() is { } done)
        {
            folder.LoadWeights(Model, done.Weights);
            return (done, folder.ReadHistory());
        }

        var best = new BestWeights();
        int epochsBefore = 0;
        long start = Stopwatch.GetTimestamp();
        History history = Model.Fit(_data.Train, FitOptions(best, folder, pauseAfter, started => epochsBefore = started.InitialEpoch));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds
            + history.Take(epochsBefore).Sum(epoch => epoch.TrainingSeconds + epoch.ValidationSeconds);
        best.Restore();
        RunResult record = Record(history, seconds);
        if (history.Count == _epochs || history.End == TrainingEnd.Stopped)
        {
            folder?.Complete(record);
        }

        return (record, history);
    }

    /// <summary>What is asked, for the record.</summary>
    internal RunDescription Description() => new()
    {
        Recipe = _recipe.Name,
        Dataset = _data.Name,
        DataDirectory = _options.DataDirectory,
        ImageFolder = _data.Folder,
        ImageShape = _data.Train.Shape,
        ClassNames = _data.Train.ClassNames,
        Seed = _options.Seed,
        Epochs = _epochs,
        BatchSize = _batchSize,
        LearningRate = _optimizer.LearningRate,
        Validation = _options.ImageFolder is { } pictures && FolderListing.HasValidation(pictures.Directory) ? null : $"{_options.Validation ?? _recipe.Validation}",
        Augmentation = [.. Augmentation.Select(AugmentationText.Recorded)],
        Normalization = _data.Train.Normalization,
        Hyperparameters = _recipe.Values?.All,
        Threads = _threads,
        Precision = PrecisionName,
        KernelSet = KernelSets.Name(Executor.SetFor(_options.Precision)),
        CommandLine = _options.CommandLine,
    };

    FitOptions FitOptions(BestWeights best, RunFolder? folder, int? pauseAfter, Action<TrainingStarted> onStart)
    {
        FitOptions options = FitOptions(_epochs, _data.Validation, pauseAfter, raised =>
        {
            if (raised is TrainingStarted started)
            {
                onStart(started);
            }

            Raise(raised);
        });
        options.Callbacks.Add(best);
        foreach (Callbacks.Callback callback in _recipe.CreateCallbacks().Concat(_options.Callbacks?.Invoke(folder) ?? []))
        {
            options.Callbacks.Add(callback);
        }

        if (folder is not null)
        {
            options.Callbacks.Add(folder.Recorder());
        }

        return options;
    }

    FitOptions FitOptions(int epochs, ImageSet? validation, int? pauseAfter, Action<TrainingEvent> onEvent) => new()
    {
        Epochs = epochs,
        BatchSize = _batchSize,
        Validation = validation,
        DropRemainder = _recipe.DropRemainder,
        Augmentation = Augmentation,
        Seed = _options.Seed,
        Threads = _threads,
        PauseAfter = pauseAfter,
        OnEvent = onEvent,
        CancellationToken = _options.CancellationToken,
    };

    void Raise(TrainingEvent trainingEvent) => _options.OnEvent?.Invoke(trainingEvent);

    /// <summary>Fewer images than a batch are one batch, but for a recipe of whole batches.</summary>
    int BatchSizeOf(int asked)
    {
        if (_recipe.DropRemainder && asked > _data.Train.Count)
        {
            throw new ArgumentException(
                $"Recipe {_recipe.Name}: received whole batches of {asked} and {_data.Train.Count} training images; expected a batch size of 1 to {_data.Train.Count}. "
                + "Give a smaller --batch-size (RecipeOptions.BatchSize).");
        }

        return Math.Min(asked, _data.Train.Count);
    }

    void RequireFigures()
    {
        if (_data.Validation is null && _recipe.CreateCallbacks().FirstOrDefault(callback => callback.Needed?.NeedsValidation() == true) is { } callback)
        {
            throw new ArgumentException(
                $"Recipe {_recipe.Name}: received no validation images, and its {callback.GetType().Name} goes by {callback.Needed}; expected some to choose by. "
                + "Give --validation-split a share greater than 0 (RecipeOptions.Validation).");
        }
    }

    void RequireClasses()
    {
        if (Model.Output.Shape != new Shape(_data.Train.Classes))
        {
            throw new ArgumentException(
                $"Recipe {_recipe.Name}: received images of {_data.Train.Shape} from {_data.Name}, which make its output {Model.Output.Shape}; "
                + $"expected ({_data.Train.Classes}), one number a class. It is made for {_recipe.DefaultDataset}{CureOfShape()}.");
        }
    }

    /// <summary>Pictures can be made the size of the recipe's own images, a dataset cannot.</summary>
    string CureOfShape() => _options.ImageFolder is not null && Datasets.Find(_recipe.DefaultDataset)?.Shape is { } own
        ? $": give --image-size {own.Height}x{own.Width} (ImageFolder.Height and Width)"
        : ": choose another dataset or recipe";
}
