using Krill.Data;
using Krill.Kernels;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Planning;
using Krill.Regularizers;
using Krill.Testing;
using Krill.Training;

namespace Krill.Tests.Training.Repeatability;

/// <summary>A short training of a network that takes every way through the engine that could depend on threads: sums over lanes and over blocks, large
/// dense layers, moments, random numbers, penalties.</summary>
internal static class RepeatableTraining
{
    public const int BatchSize = 48;

    // The last batch of an epoch is smaller, and so has a plan of its own.
    const int Images = 200;

    static readonly Lazy<ImageSet> s_images = new(() => Datasets.Load(Datasets.BuiltIn, new DatasetOptions { TrainCount = Images, TestCount = 10 }).Train);

    public static ImageSet Set => s_images.Value;

    public static Model Network()
    {
        Symbol image = Symbol.Input(28, 28, 1);
        Symbol features = image
            .Conv2D(8, 3, 2).GaussianNoise(0.05f).BatchNormalization().LeakyRelu()
            .Apply(new Conv2D(16, 3, padding: Padding.Same) { KernelRegularizer = new Regularizer { L2 = 1e-3f } }).Swish().BatchNormalization();
        Symbol joined = features.Add(features.Dropout(0.2f).Conv2D(16, 1)).MaxPooling2D(2, padding: Padding.Same);
        return new Model(image, joined.Flatten().Dense(96).GaussianDropout(0.1f).Relu().Dense(10).Softmax(), seed: 3);
    }

    /// <summary>Trains a few epochs.</summary>
    /// <returns>All parameters, and the losses of the epochs.</returns>
    public static float[] Train(string kernels, int threads, ulong seed = 1) => Train(AvailableKernelSets.Factory(kernels).Set, threads, seed);

    /// <summary>The same, in a precision.</summary>
    public static float[] Train(KernelSet set, int threads, ulong seed = 1, Precision precision = Precision.Float32)
    {
        Model model = Network();
        model.Precision = precision;
        model.Executors = (loss, optimizer, count, key) => new Executor(model, loss, optimizer, count, key, set);
        model.Compile(Optimizer(), Loss.CategoricalCrossentropy);
        History history = model.Fit(Set, new FitOptions { Epochs = 3, BatchSize = BatchSize, Threads = threads, Seed = seed, Validation = Set.Take(50) });
        return
        [
            .. model.Parameters.SelectMany(parameter => parameter.Values.ToArray()),
            .. history.SelectMany(epoch => new[] { (float)epoch.Loss, (float)epoch.ValidationLoss! }),
        ];
    }

    /// <summary>Numbers one by one, and matrices as a whole.</summary>
    public static Optimizer Optimizer() => new GroupedOptimizer(
        new Adam(0.003f),
        [
            new ParameterGroup("kernels", parameter => parameter.Shape.Rank == 4, new Muon(0.01f) { Renormalizes = true }),
            new ParameterGroup("gammas", parameter => parameter.Name == "gamma", new SGD(0.01f) { Momentum = 0.9, WeightDecay = 0.01 }),
        ]);

    /// <summary>The plan of a full batch.</summary>
    public static Plan Plan(Precision precision = Precision.Float32, KernelSet? set = null)
    {
        Model model = Network();
        model.Precision = precision;
        Optimizer optimizer = Optimizer();
        return NetworkPlanner.Training(
            model, Loss.CategoricalCrossentropy, new OptimizerState(optimizer, model.Parameters), KernelFactory.For(set ?? Executor.SetFor(precision)), new StepState(), BatchSize);
    }
}
