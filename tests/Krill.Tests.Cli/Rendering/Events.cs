using Krill.Data;
using Krill.Recipes;
using Krill.Training;

namespace Krill.Tests.Cli.Rendering;

/// <summary>A session's events, made up, with figures that no rounding hides.</summary>
internal static class Events
{
    public static IReadOnlyList<TrainingEvent> OfASession { get; } =
    [
        new DownloadProgressed(new DownloadProgress("mnist", "train-labels-idx1-ubyte.gz", 0, 28_881)),
        new DownloadProgressed(new DownloadProgress("mnist", "train-labels-idx1-ubyte.gz", 28_881, 28_881)),
        new SessionStarted
        {
            Recipe = "convnet",
            Dataset = "mnist",
            Parameters = 1_199_882,
            TotalParameters = 1_199_882,
            Epochs = 50,
            BatchSize = 500,
            LearningRate = 0.001f,
            Seed = 7,
            Threads = 2,
            Precision = "float32",
            Kernels = "vector256",
            TrainingImages = 54_000,
            ValidationImages = 6_000,
            TestImages = 10_000,
            Run = "runs/one",
        },
        new TrainingStarted
        {
            Epochs = 50,
            InitialEpoch = 0,
            Batches = 108,
            BatchSize = 500,
            Images = 54_000,
            ValidationImages = 6_000,
            Threads = 2,
            Seed = 7,
        },
        new EpochStarted(1),
        new BatchEnded { Epoch = 1, Batch = 54, Batches = 108, Loss = 0.5, Accuracy = 0.875, ImagesPerSecond = 9000 },
        new EpochEnded(Epoch),
        new MessageRaised("EarlyStopping", "val_accuracy has not become better than 0.98: stopping.", IsWarning: false),
        new MessageRaised("Fit", "the loss became NaN", IsWarning: true),
        new SessionEnded(Result),
    ];

    public static EpochLogs Epoch => new()
    {
        Epoch = 1,
        Loss = 0.25,
        Accuracy = 0.9266,
        ValidationLoss = 0.0625,
        ValidationAccuracy = 0.98,
        LearningRate = 0.001f,
        Images = 54_000,
        TrainingSeconds = 4,
        ValidationSeconds = 0.5,
    };

    public static RecipeResult Result => new()
    {
        Recipe = "convnet",
        Dataset = "mnist",
        Parameters = 1_199_882,
        TotalParameters = 1_199_882,
        Epochs = 12,
        BestEpoch = 7,
        BatchSize = 500,
        Seed = 7,
        Threads = 2,
        Precision = "float32",
        Kernels = "vector256",
        Seconds = 83.25,
        TrainingSeconds = 80,
        ImagesPerSecond = 8100,
        Loss = 0.03125,
        Accuracy = 0.99,
        ValidationAccuracy = 0.9895,
        TestLoss = 0.04,
        TestAccuracy = 0.9899,
        Run = "runs/one",
    };
}
