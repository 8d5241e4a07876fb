using System.Diagnostics;
using Krill.Data;
using Krill.Kernels;
using Krill.Optimizers;
using Krill.Planning;
using Krill.Runs;
using Krill.Training;

namespace Krill.Recipes;

/// <summary>
/// The training of a recipe from its data to its result. The test images are used once, at the end; what is chosen is chosen by the validation
/// images, and where there are none, nothing is.
/// </summary>
public sealed class RecipeSession
{
    readonly Recipe _recipe;
    readonly RecipeOptions _options;
    readonly RecipeData _data;
    readonly Optimizer _optimizer;
    readonly int _epochs;
    readonly int _batchSize;
    readonly int _threads;

    RecipeSession(Recipe recipe, RecipeOptions options)
    {
        _recipe = recipe;
        _options = options;
        _epochs = options.Epochs ?? recipe.Epochs;
        _batchSize = options.BatchSize ?? recipe.BatchSize;
        _threads = options.Threads ?? Environment.ProcessorCount;
        _optimizer = recipe.CreateOptimizer();
        _optimizer.LearningRate = options.LearningRate ?? _optimizer.LearningRate;
        _data = RecipeData.Load(recipe, options);
        RequireBatch();
        Model = recipe.CreateModel(_data.Train.Shape, _data.Train.Classes, options.Seed);
        RequireClasses();
        recipe.Adapt(Model, _data.Train);
        Model.Precision = options.Precision;
        Model.Compile(_optimizer, recipe.Loss);
    }

    /// <summary>The network; trained once <see cref="Run"/> has returned.</summary>
    public Model Model { get; }

    /// <summary>Loads the data and makes the network, so that what does not fit is told before anything is trained or written.</summary>
    /// <param name="recipe">What to train.</param>
    /// <param name="options">What to do otherwise; by default nothing.</param>
    /// <exception cref="ArgumentException">There is no such dataset, the batch is larger than the set, or the network does not end in one number a class.</exception>
    /// <exception cref="ShapeException">The network does not fit the images.</exception>
    /// <exception cref="DataException">The data is missing or not what it should be.</exception>
    public static RecipeSession Prepare(Recipe recipe, RecipeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new RecipeSession(recipe, options ?? new RecipeOptions());
    }

    /// <summary>Trains, takes the best weights by validation accuracy (the last where no images are kept apart), and tests them.</summary>
    /// <exception cref="OperationCanceledException">The options' token was cancelled; the run folder holds what was done.</exception>
    /// <exception cref="IOException">The run folder cannot be written.</exception>
    /// <exception cref="ArgumentException">The run folder holds a run.</exception>
    public RecipeResult Run()
    {
        RunFolder? folder = _options.KeepsRun ? RunFolder.Create(Description(), _options.RunDirectory) : null;
        Raise(Started(folder));
        var best = new BestWeights();
        long start = Stopwatch.GetTimestamp();
        History history = Model.Fit(_data.Train, FitOptions(best, folder));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        best.Restore();
        RecipeResult result = Result(history, seconds, folder);
        folder?.Complete(Record(result, history));
        Raise(new SessionEnded(result));
        return result;
    }

    string PrecisionName => Precisions.Name(_options.Precision);

    FitOptions FitOptions(BestWeights best, RunFolder? folder)
    {
        var options = new FitOptions
        {
            Epochs = _epochs,
            BatchSize = _batchSize,
            Validation = _data.Validation,
            DropRemainder = _recipe.DropRemainder,
            Augmentation = _recipe.Augmentation,
            Seed = _options.Seed,
            Threads = _threads,
            OnEvent = _options.OnEvent,
            CancellationToken = _options.CancellationToken,
        };
        options.Callbacks.Add(best);
        foreach (Callbacks.Callback callback in _recipe.CreateCallbacks())
        {
            options.Callbacks.Add(callback);
        }

        if (folder is not null)
        {
            options.Callbacks.Add(folder.Recorder());
        }

        return options;
    }

    RunDescription Description() => new()
    {
        Recipe = _recipe.Name,
        Dataset = _data.Name,
        DataDirectory = _options.DataDirectory,
        Seed = _options.Seed,
        Epochs = _epochs,
        BatchSize = _batchSize,
        LearningRate = _optimizer.LearningRate,
        Threads = _threads,
        Precision = PrecisionName,
        KernelSet = KernelSets.Name(Executor.SetFor(_options.Precision)),
        CommandLine = _options.CommandLine,
    };

    SessionStarted Started(RunFolder? folder) => new()
    {
        Recipe = _recipe.Name,
        Dataset = _data.Name,
        Parameters = Model.TrainableParameterCount,
        TotalParameters = Model.ParameterCount,
        Epochs = _epochs,
        BatchSize = _batchSize,
        LearningRate = _optimizer.LearningRate,
        Seed = _options.Seed,
        Threads = _threads,
        Precision = PrecisionName,
        Kernels = KernelSets.Name(Executor.SetFor(_options.Precision)),
        TrainingImages = _data.Train.Count,
        ValidationImages = _data.Validation?.Count ?? 0,
        TestImages = _data.Test.Count,
        Run = folder?.Path,
    };

    RecipeResult Result(History history, double seconds, RunFolder? folder)
    {
        Evaluation test = Test(_data.Test);
        bool hasViews = _recipe.TestTimeAugmentation is not null;
        EpochLogs last = history[^1];
        EpochLogs tested = history.Best(Metric.ValidationAccuracy) ?? last;
        return new RecipeResult
        {
            Recipe = _recipe.Name,
            Dataset = _data.Name,
            Parameters = Model.TrainableParameterCount,
            TotalParameters = Model.ParameterCount,
            Epochs = history.Count,
            BestEpoch = tested.Epoch,
            BatchSize = _batchSize,
            Seed = _options.Seed,
            Threads = _threads,
            Precision = PrecisionName,
            Kernels = KernelSets.Name(Executor.SetFor(_options.Precision)),
            Seconds = seconds,
            TrainingSeconds = history.TrainingSeconds,
            ImagesPerSecond = history.ImagesPerSecond,
            Loss = last.Loss,
            Accuracy = last.Accuracy,
            ValidationAccuracy = hasViews && _data.Validation is { } validation ? Test(validation).Accuracy : tested.ValidationAccuracy,
            ValidationAccuracyWithoutTta = hasViews ? tested.ValidationAccuracy : null,
            TestLoss = test.Loss,
            TestAccuracy = test.Accuracy,
            TestAccuracyWithoutTta = hasViews ? Model.Evaluate(_data.Test, _batchSize, _threads).Accuracy : null,
            Run = folder?.Path,
        };
    }

    Evaluation Test(ImageSet images) => Model.Evaluate(images, _batchSize, _threads, _recipe.TestTimeAugmentation);

    RunResult Record(RecipeResult result, History history) => new()
    {
        End = history.End,
        Epochs = result.Epochs,
        Parameters = result.Parameters,
        Seconds = result.Seconds,
        ImagesPerSecond = result.ImagesPerSecond,
        Weights = _data.Validation is null ? RunWeights.Last : RunWeights.Best,
        BestEpoch = result.BestEpoch,
        ValidationLoss = history[result.BestEpoch - 1].ValidationLoss,
        ValidationAccuracy = result.ValidationAccuracy,
        ValidationAccuracyWithoutTta = result.ValidationAccuracyWithoutTta,
        TestLoss = result.TestLoss,
        TestAccuracy = result.TestAccuracy,
        TestAccuracyWithoutTta = result.TestAccuracyWithoutTta,
    };

    void Raise(TrainingEvent trainingEvent) => _options.OnEvent?.Invoke(trainingEvent);

    void RequireBatch()
    {
        if (_batchSize > _data.Train.Count)
        {
            throw new ArgumentException(
                $"Recipe {_recipe.Name}: received a batch size of {_batchSize} and {_data.Train.Count} training images; expected a batch size of 1 to {_data.Train.Count}.");
        }
    }

    void RequireClasses()
    {
        if (Model.Output.Shape != new Shape(_data.Train.Classes))
        {
            throw new ArgumentException(
                $"Recipe {_recipe.Name}: received images of {_data.Train.Shape} from {_data.Name}, which make its output {Model.Output.Shape}; "
                + $"expected ({_data.Train.Classes}), one number a class. It is made for {_recipe.DefaultDataset}.");
        }
    }
}
