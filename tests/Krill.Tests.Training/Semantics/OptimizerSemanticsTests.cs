using Krill.Data;
using Krill.Initializers;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Regularizers;

namespace Krill.Tests.Training.Semantics;

/// <summary>
/// The first steps of a model with one weight w, from 1, through <see cref="Model.Fit"/>: the input is 2 and the target 1, so the loss is (2w - 1)² and
/// its derivative 8w - 4: 4 at first.
/// </summary>
public sealed class OptimizerSemanticsTests
{
    // 1 - 0.1 · 4 = 0.6, where the derivative is 0.8; 0.52, where it is 0.16.
    [Fact]
    public void Fit_SGD_TakesHandComputedSteps() => AssertSteps(() => new SGD(0.1f), [0.6, 0.52, 0.504]);

    // Velocities -0.4, -0.36 - 0.08 and -0.396 + 0.272.
    [Fact]
    public void Fit_Momentum_TakesHandComputedSteps() => AssertSteps(() => new SGD(0.1f) { Momentum = 0.9 }, [0.6, 0.16, 0.036]);

    // m = 0.4, v = 0.016, α = 0.001 √0.001 / 0.1: a step of almost the learning rate. Then m = 0.7592 and v = 0.03192006.
    [Fact]
    public void Fit_Adam_TakesHandComputedSteps() => AssertSteps(() => new Adam(), [0.9990000007905688, 0.9980000540347272, 0.9970001949927557]);

    // A penalty of 0.5 w² adds w to the derivative: 1 - 0.1 · 5 = 0.5, where it is 0 + 0.5.
    [Fact]
    public void Fit_Regularizer_AddsItsGradient() => AssertSteps(() => new SGD(0.1f), [0.5, 0.45], new Regularizer { L2 = 0.5f });

    // The loss that an epoch reports is that before its step, the penalty included: 1 + 0.5, then 0 + 0.125.
    [Fact]
    public void Fit_Regularizer_IsPartOfTheReportedLoss()
    {
        (_, History history) = Train(new SGD(0.1f), 2, new Regularizer { L2 = 0.5f });

        Assert.Equal(1.5, history[0].Loss, 1e-6);
        Assert.Equal(0.125, history[1].Loss, 1e-6);
    }

    static void AssertSteps(Func<Optimizer> optimizer, double[] weights, Regularizer? regularizer = null)
    {
        for (int steps = 1; steps <= weights.Length; steps++)
        {
            Assert.Equal(weights[steps - 1], Train(optimizer(), steps, regularizer).Weight, 2e-7);
        }
    }

    static (float Weight, History History) Train(Optimizer optimizer, int steps, Regularizer? regularizer)
    {
        Symbol image = Symbol.Input(1, 1, 1);
        var layer = new Dense(1) { UseBias = false, KernelInitializer = new Constant(1), KernelRegularizer = regularizer };
        var model = new Model(image, image.Flatten().Apply(layer));
        model.Compile(optimizer, Loss.MeanSquaredError);
        History history = model.Fit(
            ImageSet.FromFloats([2], [0], new ImageShape(1, 1, 1), ["the class"]),
            new FitOptions { Epochs = steps, BatchSize = 1, Threads = 2 });
        return (model.Parameters[0].Values[0], history);
    }
}
