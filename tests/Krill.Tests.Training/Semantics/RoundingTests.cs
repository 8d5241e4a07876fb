using Krill.Data;
using Krill.Layers;
using Krill.Recipes;
using Krill.Training;

namespace Krill.Tests.Training.Semantics;

/// <summary>Why relaxed-quantization fails: its last rounding hands no gradient to anything before it.</summary>
public sealed class RoundingTests
{
    static readonly ImageShape s_shape = new(16, 16, 3);

    [Fact]
    public void Fit_RoundingWithoutGradient_TrainsTheDenseLayersAlone()
    {
        (string[] changed, string[] warnings) = Train(RoundGradient.Zero);

        Assert.Equal(["dense/bias", "dense/kernel", "dense_1/bias", "dense_1/kernel"], changed);
        Assert.Equal(
            "no gradient reaches 16 of the 20 parameters that are to be trained: conv2d/kernel, conv2d/bias, batch_normalization/gamma, batch_normalization/beta, conv2d_1/kernel, "
            + "conv2d_1/bias, batch_normalization_1/gamma, batch_normalization_1/beta, …. They stay as they are. Rounding hands no gradient on unless it is RoundGradient.StraightThrough; "
            + "freeze what is not to be trained.",
            Assert.Single(warnings));
    }

    [Fact]
    public void Fit_StraightThrough_TrainsAll()
    {
        (string[] changed, string[] warnings) = Train(RoundGradient.StraightThrough);

        Assert.Empty(warnings);
        foreach (string layer in new[] { "conv2d", "conv2d_1", "conv2d_2", "conv2d_3", "batch_normalization", "batch_normalization_3", "dense", "dense_1" })
        {
            Assert.Contains(changed, name => name.StartsWith($"{layer}/", StringComparison.Ordinal));
        }

        Assert.Contains("conv2d/kernel", changed);
    }

    /// <summary>The trainable parameters that a short training changes, and what it warns of.</summary>
    static (string[] Changed, string[] Warnings) Train(RoundGradient gradient)
    {
        var recipe = new RelaxedQuantization { Gradient = gradient };
        Model model = recipe.CreateModel(s_shape, classes: 4);
        Parameter[] trainable = [.. model.Parameters.Where(parameter => parameter.IsTrainable)];
        float[][] before = [.. trainable.Select(parameter => parameter.Values.ToArray())];
        model.Compile(recipe.CreateOptimizer(), recipe.Loss);
        var random = new RandomStream(seed: 1, stream: 0);
        float[] pixels = [.. Enumerable.Range(0, 24 * s_shape.Length).Select(_ => random.Uniform())];
        var warnings = new List<string>();
        model.Fit(ImageSet.FromFloats(pixels, [.. Enumerable.Range(0, 24).Select(i => i % 4)], s_shape), new()
        {
            Epochs = 2,
            BatchSize = 8,
            OnEvent = raised =>
            {
                if (raised is MessageRaised { IsWarning: true } message)
                {
                    warnings.Add(message.Text);
                }
            },
        });
        string[] changed =
            [.. trainable.Where((parameter, i) => !parameter.Values.SequenceEqual(before[i])).Select(parameter => parameter.FullName).Order(StringComparer.Ordinal)];
        return (changed, [.. warnings]);
    }
}
