using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

/// <summary>The tensors of a batch normalization under guard, and its kernels in the order of a step.</summary>
internal sealed class NormalizationTensors(string set, int channels, int images, float[] values, GuardSide side = GuardSide.Behind) : IDisposable
{
    readonly GuardedTensors _tensors = new(side);

    public KernelFactory Factory { get; } = AvailableKernelSets.Factory(set);

    public GuardedTensors Tensors => _tensors;

    public int Length => values.Length / images;

    public float[] Scale { get; } = TestValues.Uniform(channels, 101, 0.5f, 1.5f);

    public float[] Offset { get; } = TestValues.Uniform(channels, 102);

    public double[] Doubles { get; } = [.. values.Select(value => (double)value)];

    public Storage Input => field ??= _tensors.Batched(images, values);

    public NormalizationStorages Storages => field ??= new()
    {
        Scale = _tensors.Shared(Scale),
        Offset = _tensors.Shared(Offset),
        Mean = _tensors.SharedOutput(channels),
        InverseDeviation = _tensors.SharedOutput(channels),
        MovingMean = _tensors.Shared(TestValues.Uniform(channels, 103)),
        MovingVariance = _tensors.Shared(TestValues.Uniform(channels, 104, 0.1f, 2)),
    };

    /// <summary>Writes Mean and InverseDeviation of the batch.</summary>
    public void FindMoments(BatchSplit split, float epsilon, float momentum = 0.99f)
    {
        Storage partials = _tensors.SharedOutput(Factory.MomentPartialsLength(channels, split));
        KernelRunner.Run(Factory.Moments(channels, Input, partials), split);
        KernelRunner.Run(Factory.FinishMoments(channels, Length / channels, split, epsilon, momentum, partials, Storages));
    }

    /// <summary>dβ and dγ, one behind the other.</summary>
    public Storage FindGradientSums(BatchSplit split, Storage outputGradient)
    {
        Storage partials = _tensors.SharedOutput(2 * channels * split.Lanes), sums = _tensors.SharedOutput(2 * channels);
        KernelRunner.Run(Factory.NormalizationGradientSums(channels, Input, outputGradient, Storages, partials), split);
        KernelRunner.Run(Factory.FinishNormalizationGradient(channels, split, partials, sums));
        return sums;
    }

    public void Dispose() => _tensors.Dispose();

    /// <summary>Counts with and without a remainder at every width; the last two have long periods, or none.</summary>
    public static int[] ChannelCounts => [1, 2, 3, 4, 5, 7, 8, 12, 15, 16, 17, 24, 31, 33, 48, 64, 70, 127, 201];
}
