using Krill.Data;
using Krill.Kernels;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Planning;

namespace Krill.Tests.Training.Semantics;

/// <summary>What Keras's layers do to numbers that can be followed by hand.</summary>
public sealed class LayerSemanticsTests
{
    [Fact]
    public void LeakyReLU_ByDefault_HasKerassSlope()
    {
        Symbol image = Symbol.Input(3);
        var model = new Model(image, image.LeakyRelu());

        Assert.Equal([-2 * 0.3f, 0, 5], model.Predict(Set([-2, 0, 5], 3), threads: 1).Values.ToArray());
    }

    // Two batches, {1, 3} and {2, 6}: means 2 and 4, biased variances 1 and 4. From 0 and 1, half of them in each step.
    [Fact]
    public void BatchNormalization_TwoSteps_MovesItsStatistics()
    {
        Model model = Trained(new BatchNormalization(0.5f));

        Assert.Equal([2.5f], Values(model, "moving_mean"));
        Assert.Equal([2.5f], Values(model, "moving_variance"));
    }

    // 0 · 0.99 + 2 · 0.01 = 0.02, 0.02 · 0.99 + 4 · 0.01 = 0.0598; 1 stays 1, 1 · 0.99 + 4 · 0.01 = 1.03.
    [Fact]
    public void BatchNormalization_ByDefault_MovesAHundredthAStep()
    {
        Model model = Trained(new BatchNormalization());

        Assert.Equal(0.0598f, Values(model, "moving_mean")[0], 1e-7f);
        Assert.Equal(1.03f, Values(model, "moving_variance")[0], 1e-6f);
    }

    // In use the moving statistics normalize: (x - 2.5) / √(2.5 + 0.001).
    [Fact]
    public void BatchNormalization_Predicting_UsesTheMovingStatistics()
    {
        Model model = Trained(new BatchNormalization(0.5f) { Center = false, Scale = false });

        Assert.Equal((float)((7 - 2.5) / Math.Sqrt(2.501)), model.Predict(Set([7], 1), threads: 1).Values[0], 1e-6f);
    }

    [Fact]
    public void MinMaxNormalization_BlankImageAmongOthers_IsZeroAndChangesNoOther()
    {
        Symbol image = Symbol.Input(2, 2, 1);
        var model = new Model(image, image.Apply(new MinMaxNormalization { PerImage = true }));
        float[] first = [0.1f, 0.4f, 0.2f, 0.3f], blank = [0.7f, 0.7f, 0.7f, 0.7f], second = [-5, 3, 0, 1];

        Predictions alone = model.Predict(Pictures([.. first, .. second])), together = model.Predict(Pictures([.. first, .. blank, .. second]));

        Assert.Equal(alone.Row(0), together.Row(0));
        Assert.Equal([0, 0, 0, 0], together.Row(1));
        Assert.Equal(alone.Row(1), together.Row(2));
        Assert.Equal([0, 1, 0.625f, 0.75f], alone.Row(1));
    }

    // A batch of one image is blank as a whole too.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void MinMaxNormalization_TrainedOnABlankImage_KeepsNumbers(bool perImage)
    {
        Symbol image = Symbol.Input(2, 2, 1);
        var model = new Model(image, image.Dense(3).Apply(new MinMaxNormalization { PerImage = perImage }).Flatten().Dense(1));
        foreach (Parameter kernel in model.Parameters.Where(parameter => parameter.FullName == "dense/kernel"))
        {
            kernel.Values.Clear();
        }

        model.Compile(new SGD(0.1f), Loss.MeanSquaredError);
        float[] before = [.. model.Parameters[0].Values, .. model.Parameters[1].Values];

        model.Fit(Pictures([0.7f, 0.7f, 0.7f, 0.7f]), new FitOptions { BatchSize = 1, Threads = 1 });

        Assert.Equal(before, (float[])[.. model.Parameters[0].Values, .. model.Parameters[1].Values]);
        Assert.All(model.Parameters, parameter => Assert.All(parameter.Values.ToArray(), value => Assert.True(float.IsFinite(value))));
    }

    static ImageSet Pictures(float[] pixels) => ImageSet.FromFloats(pixels, new int[pixels.Length / 4], new ImageShape(2, 2, 1), ["the class"]);

    // The mean squared distance of 1 · noise from 1 is the noise's variance; over n numbers its standard deviation is √(2 / n) of itself.
    [Theory]
    [InlineData(0.07f)]
    [InlineData(0.5f)]
    public void GaussianDropout_InTraining_HasTheVarianceOfTheRate(float rate)
    {
        const int Images = 20, Length = 1000;
        Symbol image = Symbol.Input(Length);
        using var executor = new Executor(new Model(image, image.GaussianDropout(rate)), Loss.MeanSquaredError, new SGD(), threads: 2, seed: 1);
        var ones = new PinnedMemory(Images * Length);
        ones.Span.Fill(1);

        BatchResult result = executor.Train(ones, ones, Images);

        double expected = rate / (1 - (double)rate), deviation = Math.Sqrt(2.0 / (Images * Length));
        Assert.InRange(result.LossSum / Images / expected, 1 - (4 * deviation), 1 + (4 * deviation));
    }

    static Model Trained(BatchNormalization normalization)
    {
        Symbol image = Symbol.Input(1, 1, 1);
        var model = new Model(image, image.Apply(normalization).Flatten());
        model.Compile(new SGD(1e-20f), Loss.MeanSquaredError);
        model.Fit(Set([1, 3, 2, 6], 1), new FitOptions { BatchSize = 2, Shuffle = false, Threads = 2 });
        return model;
    }

    static float[] Values(Model model, string parameter) => model.Parameters.Single(each => each.Name == parameter).Values.ToArray();

    static ImageSet Set(float[] pixels, int length) =>
        ImageSet.FromFloats(pixels, new int[pixels.Length / length], new ImageShape(length, 1, 1));
}
