using Krill.Callbacks;
using Krill.Data;
using Krill.Kernels;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Planning;
using Krill.Regularizers;

namespace Krill.Tests.Training.Semantics;

/// <summary>What is not trainable keeps its bits, costs no gradient, and can be trained again.</summary>
public sealed class FreezingTests
{
    static readonly ImageSet s_images = Datasets.Load(Datasets.BuiltIn, new DatasetOptions { TrainCount = 64, TestCount = 10 }).Train;

    [Fact]
    public void Fit_FrozenLayer_KeepsItsBitsAndLosesItsPenalty()
    {
        Model model = Network();
        FirstDense(model).IsTrainable = false;
        model.Compile(new SGD(0.1f), Loss.CategoricalCrossentropy);
        float[][] before = Values(model);

        model.Fit(s_images, Options());

        float[][] after = Values(model);
        Assert.Equal(before[0], after[0]);
        Assert.Equal(before[1], after[1]);
        Assert.NotEqual(before[2], after[2]);
        Assert.NotEqual(before[3], after[3]);
        Assert.Equal([false, false, true, true], model.Parameters.Select(parameter => parameter.IsTrainable));
        Assert.Equal((64 * 10) + 10, model.TrainableParameterCount);
    }

    [Fact]
    public void Plan_FrozenFirstLayer_HasNoGradientOfIt()
    {
        int all = Instructions(Network());
        Model frozen = Network();
        frozen.Parameters[0].IsTrainable = false;
        Model none = Network();
        FirstDense(none).IsTrainable = false;

        // The penalty, the gradient of the kernel and its update; then that of the bias, and what leads there.
        Assert.InRange(Instructions(frozen), 1, all - 3);
        Assert.InRange(Instructions(none), 1, Instructions(frozen) - 3);
    }

    [Fact]
    public void Fit_ParameterFreezing_TrainsInTheFirstEpochsOnly()
    {
        Model model = Network();
        model.Compile(new SGD(0.1f) { Momentum = 0.9 }, Loss.CategoricalCrossentropy);
        var biases = new List<float[]>();
        var kernels = new List<float[]>();
        var keeper = new Keeper(() =>
        {
            biases.Add([.. model.Parameters[1].Values]);
            kernels.Add([.. model.Parameters[0].Values]);
        });
        FitOptions options = Options(epochs: 4);
        options.Callbacks.Add(new ParameterFreezing(parameter => parameter.FullName == "dense/bias", 2));
        options.Callbacks.Add(keeper);

        model.Fit(s_images, options);

        Assert.NotEqual(biases[0], biases[1]);
        Assert.Equal(biases[1], biases[2]);
        Assert.Equal(biases[1], biases[3]);
        Assert.NotEqual(kernels[2], kernels[3]);
        Assert.True(model.Parameters[1].IsTrainable);
    }

    [Fact]
    public void Fit_FreezingOfNothing_NamesTheParameters()
    {
        Model model = Network();
        model.Compile(new SGD(), Loss.CategoricalCrossentropy);
        FitOptions options = Options();
        options.Callbacks.Add(new ParameterFreezing(parameter => parameter.Name == "gamma", 1));

        var error = Assert.Throws<ArgumentException>(() => model.Fit(s_images, options));

        Assert.Equal(
            "ParameterFreezing: received a choice that no trainable parameter meets; expected one of dense/kernel, dense/bias, dense_1/kernel, dense_1/bias.", error.Message);
    }

    // A trained base must do in the training of a new head what it does in its use.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_FrozenBatchNormalization_UsesAndKeepsItsMovingStatistics(bool hasParameters)
    {
        (Model model, BatchNormalization normalization) = Normalized(hasParameters);
        model.Compile(new SGD(0.1f), Loss.CategoricalCrossentropy);
        model.Fit(s_images, Options(epochs: 3));
        normalization.IsTrainable = false;
        model.Compile(new SGD(0.1f), Loss.CategoricalCrossentropy);
        float[][] before = [.. normalization.Parameters.Select(parameter => parameter.Values.ToArray())];
        double used = model.Evaluate(s_images, batchSize: 64).Loss;

        double trained = model.Fit(s_images, new FitOptions { BatchSize = 64, Threads = 2 })[0].Loss;

        Assert.Equal(used, trained, 1e-6);
        Assert.Equal(before, normalization.Parameters.Select(parameter => parameter.Values.ToArray()));
        normalization.IsTrainable = true;
        model.Compile(new SGD(0.1f), Loss.CategoricalCrossentropy);
        model.Fit(s_images, Options());
        Assert.NotEqual(before[^1], normalization.Parameters[^1].Values.ToArray());
    }

    [Fact]
    public void Fit_LayerFrozenBetweenEpochs_HoldsFromTheNextStepOn()
    {
        (Model model, BatchNormalization normalization) = Normalized(hasParameters: false);
        model.Compile(new SGD(0.1f), Loss.CategoricalCrossentropy);
        var means = new List<float[]>();
        FitOptions options = Options(epochs: 3);
        options.Callbacks.Add(new Keeper(() =>
        {
            means.Add([.. normalization.Parameters[0].Values]);
            normalization.IsTrainable = false;
        }));

        model.Fit(s_images, options);

        Assert.Equal(means[0], means[1]);
        Assert.Equal(means[0], means[2]);
    }

    // Through a frozen normalization the loss is that of the network in use, so its slope must be the gradient.
    [Fact]
    public void Fit_BehindAFrozenBatchNormalization_FollowsTheSlopeOfTheLoss()
    {
        const float Rate = 1e-3f, Step = 1e-2f;
        (Model model, BatchNormalization normalization) = Normalized(hasParameters: true);
        model.Compile(new SGD(0.1f), Loss.CategoricalCrossentropy);
        model.Fit(s_images, Options(epochs: 3));
        normalization.IsTrainable = false;
        Span<float> kernel = model.Parameters[0].Values;
        double[] slopes = new double[kernel.Length];
        for (int i = 0; i < slopes.Length; i++)
        {
            float value = kernel[i];
            kernel[i] = value + Step;
            double above = model.Evaluate(s_images, batchSize: 64).Loss;
            kernel[i] = value - Step;
            slopes[i] = (above - model.Evaluate(s_images, batchSize: 64).Loss) / (2 * Step);
            kernel[i] = value;
        }

        float[] before = kernel.ToArray();
        model.Compile(new SGD(Rate), Loss.CategoricalCrossentropy);

        model.Fit(s_images, new FitOptions { BatchSize = 64, Threads = 2 });

        double greatest = slopes.Max(Math.Abs);
        Assert.True(greatest > 0.01);
        Assert.All(slopes, (slope, i) => Assert.Equal(slope, (before[i] - model.Parameters[0].Values[i]) / (double)Rate, 0.02 * greatest));
    }

    [Fact]
    public void Fit_TrainableAfterCompile_SaysToCompile()
    {
        Model model = Network();
        FirstDense(model).IsTrainable = false;
        model.Compile(new SGD(), Loss.CategoricalCrossentropy);
        FirstDense(model).IsTrainable = true;

        var error = Assert.Throws<InvalidOperationException>(() => model.Fit(s_images, Options()));

        Assert.Contains("Call Model.Compile after setting IsTrainable.", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Nothing in it bends but the loss, so that slopes are those of small steps.</summary>
    static (Model Model, BatchNormalization Normalization) Normalized(bool hasParameters)
    {
        Symbol image = Symbol.Input(28, 28, 1);
        var normalization = new BatchNormalization(momentum: 0.5f) { Center = hasParameters, Scale = hasParameters };
        Symbol features = image.Conv2D(4, 3, strides: 3).Apply(normalization);
        return (new Model(image, features.AveragePooling2D(3).Flatten().Dense(10).Softmax(), seed: 1), normalization);
    }

    static Model Network()
    {
        Symbol image = Symbol.Input(28, 28, 1);
        Symbol features = image.Flatten().Apply(new Dense(64, ActivationFunction.Relu) { KernelRegularizer = new Regularizer { L2 = 0.01f } });
        return new Model(image, features.Dense(10).Softmax(), seed: 1);
    }

    static Dense FirstDense(Model model) => model.Layers.OfType<Dense>().First();

    static FitOptions Options(int epochs = 1) => new() { Epochs = epochs, BatchSize = 32, Threads = 2 };

    static float[][] Values(Model model) => [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];

    static int Instructions(Model model) => NetworkPlanner.Training(
        model, Loss.CategoricalCrossentropy, new OptimizerState(new SGD(), model.Parameters), KernelFactory.For(KernelSets.Current), new StepState(), 32).Instructions.Count;

    sealed class Keeper(Action keep) : Callback
    {
        public override void OnEpochEnd(in EpochLogs logs, TrainingContext context) => keep();
    }
}
