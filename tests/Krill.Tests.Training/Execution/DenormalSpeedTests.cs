using Krill.Data;
using Krill.Kernels;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Tests.Training.Execution;

/// <summary>Steps on denormal numbers take no longer than steps on others. Where nothing flushes them, they take many times as long.</summary>
public class DenormalSpeedTests
{
    const int Count = 256, Pixels = 28 * 28, Rounds = 8;

    // Times of a shared machine vary, so in turn, and the shortest of each.
    [FlushFact]
    public void Fit_DenormalImages_TakesNoLongerThanOnOthers()
    {
        ImageSet usual = Images(1), denormal = Images(1e-39f);
        double shortest = double.MaxValue, shortestOnDenormals = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            shortest = Math.Min(shortest, Seconds(usual));
            shortestOnDenormals = Math.Min(shortestOnDenormals, Seconds(denormal));
        }

        Assert.InRange(shortestOnDenormals / shortest, 0, 1.5);
    }

    static double Seconds(ImageSet images)
    {
        Symbol image = Symbol.Input(28, 28, 1);
        Symbol output = image.Apply(new Conv2D(16, 3) { UseBias = false }).Sigmoid().Flatten().Dense(3).Softmax();
        var model = new Model(image, output);
        model.Compile(new SGD(0.01f), Loss.CategoricalCrossentropy);
        return model.Fit(images, new FitOptions { Epochs = 4, BatchSize = 32, Threads = 1 }).Min(epoch => epoch.TrainingSeconds);
    }

    static ImageSet Images(float scale) => ImageSet.FromFloats(
        [.. Enumerable.Range(0, Count * Pixels).Select(i => scale * (0.5f + (0.5f * MathF.Sin(i * 0.7f))))],
        [.. Enumerable.Range(0, Count).Select(i => i % 3)],
        new ImageShape(28, 28, 1),
        ["a", "b", "c"]);

    sealed class FlushFactAttribute : FactAttribute
    {
        public FlushFactAttribute()
        {
            if (!DenormalFlush.IsSupported)
            {
                Skip = "Nothing flushes denormals on this machine: steps on them are slow here.";
            }
        }
    }
}
