using Krill.Data;
using Krill.Kernels;
using Krill.Losses;
using Krill.Planning;
using Krill.Recipes;
using Krill.Testing;
using Krill.Training;

namespace Krill.Tests.Training.Repeatability;

/// <summary>Images that steps read from a set are those that a loader would have put into memory, so that every bit stays.</summary>
public class ReadImagesTests
{
    static readonly ImageSet s_bytes = RepeatableTraining.Set;

    static readonly ImageSet[] s_sets =
    [
        s_bytes,
        s_bytes.WithSampleNormalization(new SampleNormalization()).WithNormalization(new ChannelNormalization([0.13f], [0.31f])),
        ImageSet.FromFloats(Pixels(s_bytes), s_bytes.Labels.ToArray(), s_bytes.Shape),
    ];

    [Theory]
    [AvailableKernelSets]
    public void Steps_ReadingImages_GiveTheBitsOfImagesInMemory(string kernels) =>
        Check(RepeatableTraining.Network, RepeatableTraining.BatchSize, AvailableKernelSets.Factory(kernels).Set);

    [Theory]
    [AvailableKernelSets]
    public void Steps_ReadingInterleavedImages_GiveTheBitsOfImagesInMemory(string kernels) =>
        Check(() => new Tiny158().CreateModel(s_bytes.Shape, s_bytes.Classes), 128, AvailableKernelSets.Factory(kernels).Set);

    // Its first convolution has one channel and stays float32: forward and, stages later, for its kernel's gradient.
    [Fact]
    public void Steps_InBfloat16_DoNotRoundTheImages() =>
        Check(
            () =>
            {
                Model model = RepeatableTraining.Network();
                model.Precision = Precision.Bfloat16;
                return model;
            },
            RepeatableTraining.BatchSize,
            KernelSets.CurrentForBfloat16);

    static void Check(Func<Model> network, int batchSize, KernelSet kernels)
    {
        foreach (ImageSet set in s_sets)
        {
            float[] expected = Run(network(), set, batchSize, leavesReading: false, kernels);
            Assert.All(expected, value => Assert.True(float.IsFinite(value)));
            Tolerance.CheckSameBits(expected, Run(network(), set, batchSize, leavesReading: true, kernels), "read by the step");
        }
    }

    /// <summary>Two epochs of training, an evaluation and predictions: all that came of them.</summary>
    static float[] Run(Model model, ImageSet set, int batchSize, bool leavesReading, KernelSet kernels)
    {
        using var executor = new Executor(model, Loss.CategoricalCrossentropy, RepeatableTraining.Optimizer(), threads: 3, seed: 5, kernels);
        using var loader = new Loader(set, new LoaderOptions { BatchSize = batchSize, Shuffle = true, Seed = 2, LeavesReading = leavesReading });
        var results = new List<float>();
        for (int epoch = 0; epoch < 2; epoch++)
        {
            loader.StartEpoch(epoch);
            while (loader.TryNext(out Batch? batch))
            {
                using (batch)
                {
                    Assert.Equal(leavesReading, batch.Input.Memory is null);
                    Note(executor.Train(batch.Input, batch.Targets, batch.Count));
                    Note(executor.Evaluate(batch.Input, batch.Targets, batch.Count));
                    float[] predictions = new float[batch.Count * set.Classes];
                    executor.Predict(batch.Input, batch.Count, predictions);
                    results.AddRange(predictions);
                }
            }
        }

        return [.. results, .. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];

        void Note(BatchResult result) => results.AddRange([(float)result.LossSum, (float)result.Correct, (float)result.Penalty]);
    }

    static float[] Pixels(ImageSet set)
    {
        float[] pixels = new float[set.Count * set.Shape.Length];
        for (int image = 0; image < set.Count; image++)
        {
            set.CopyImage(image, pixels.AsSpan(image * set.Shape.Length, set.Shape.Length));
        }

        return pixels;
    }
}
