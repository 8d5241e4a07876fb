using Krill.Data;
using Krill.Planning;
using Krill.Recipes;
using Krill.Testing;

namespace Krill.Tests.Training.Repeatability;

/// <summary>A step needs nothing that an earlier one has left in memory.</summary>
public sealed class MemoryContentsTests
{
    [Theory]
    [AvailableKernelSets("repeatable", "tiny158", "jellyfish", "min-max")]
    public void Executor_MemoryFullOfNaN_GivesTheSameBits(string kernels, string network)
    {
        using Steps expected = Make(kernels, network), actual = Make(kernels, network);
        for (int step = 0; step < 3; step++)
        {
            Assert.Equal(expected.Train(), Overwritten(actual).Train());
            Assert.Equal(expected.Evaluate(), Overwritten(actual).Evaluate());
            Tolerance.CheckSameBits(expected.Predict(), Overwritten(actual).Predict(), "predictions");
        }

        Tolerance.CheckSameBits(expected.Parameters(), actual.Parameters(), "parameters");
        Assert.All(expected.Parameters(), value => Assert.True(float.IsFinite(value)));
    }

    // A larger batch makes a larger memory, in which the plans before get new places.
    [Fact]
    public void Executor_LargerBatchBetween_GivesTheSameBits()
    {
        using var steps = new Steps(RepeatableTraining.Network(), 64, "scalar", 2);
        using var undisturbed = new Steps(RepeatableTraining.Network(), 64, "scalar", 2);
        float[] predictions = steps.Predict(7);
        BatchResult evaluation = steps.Evaluate(7);
        Assert.Equal(undisturbed.Train(7), steps.Train(7));

        steps.Evaluate(64);
        steps.Predict(64);

        Assert.Equal(undisturbed.Train(7), steps.Train(7));
        Assert.Equal(undisturbed.Evaluate(7), steps.Evaluate(7));
        Assert.NotEqual(evaluation, steps.Evaluate(7));
        Tolerance.CheckSameBits(undisturbed.Predict(7), steps.Predict(7), "predictions");
        Assert.NotEqual(predictions, steps.Predict(7));
    }

    static Steps Overwritten(Steps steps)
    {
        steps.Executor.Overwrite(float.NaN);
        return steps;
    }

    static Steps Make(string kernels, string network) => network switch
    {
        "tiny158" => new Steps(new Tiny158().CreateModel(new ImageShape(28, 28, 1), 10), 128, kernels, 2),
        "jellyfish" => new Steps(new Jellyfish().CreateModel(new ImageShape(12, 12, 1), 10), 20, kernels, 2),
        "min-max" => new Steps(MinMax(), 40, kernels, 2),
        _ => new Steps(RepeatableTraining.Network(), 33, kernels, 2),
    };

    static Model MinMax()
    {
        Symbol image = Symbol.Input(6, 6, 2);
        Symbol features = image.MinMaxNormalization().Conv2D(3, 3).Relu().MinMaxNormalization();
        return new Model(image, features.Concatenate(features.Round(1, RoundGradient.StraightThrough)).Flatten().Dense(4).Softmax());
    }
}
