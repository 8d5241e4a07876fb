using System.Globalization;
using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class ReductionTests
{
    const int Images = 5;

    [Theory, AvailableKernelSets(GuardSide.Behind, GuardSide.Before)]
    public void SumLanes_AnyLengthAndLanes_AddsInOrder(string set, object side)
    {
        foreach (int length in TestValues.Lengths.Append(4096).Append(3 * 4096 + 77))
        {
            foreach (int lanes in new[] { 1, 2, 7 })
            {
                using var tensors = new GuardedTensors((GuardSide)side);
                float[] values = TestValues.Uniform(length * lanes, 3);
                Storage partials = tensors.Shared(values), sums = tensors.Shared(TestValues.Uniform(length, 4));
                KernelRunner.Run(AvailableKernelSets.Factory(set).SumLanes(length, lanes, partials, sums));

                // Additions of floats in a given order: the bits are given too.
                float[] expected = [.. Enumerable.Range(0, length).Select(i =>
                {
                    float sum = values[i];
                    for (int lane = 1; lane < lanes; lane++)
                    {
                        sum += values[lane * length + i];
                    }

                    return sum;
                })];
                Tolerance.CheckSameBits(expected, sums.Span, $"{length} floats, {lanes} lanes");
            }
        }
    }

    [Theory, AvailableKernelSets(GuardSide.Behind, GuardSide.Before)]
    public void LaneSum_AnyLength_IsTheSumOfItsLane(string set, object side)
    {
        foreach (int length in Lengths.Append(2 * 2048 + 37))
        {
            foreach (bool product in new[] { false, true })
            {
                foreach (BatchSplit split in KernelRunner.Splits(Images))
                {
                    using var tensors = new GuardedTensors((GuardSide)side);
                    float[] a = TestValues.Uniform(Images * length, 1), b = TestValues.Uniform(Images * length, 2);
                    Storage partials = tensors.SharedOutput(split.Lanes);
                    KernelRunner.Run(
                        AvailableKernelSets.Factory(set).LaneSum(tensors.Batched(Images, a), product ? tensors.Batched(Images, b) : null, partials), split);
                    double[] expected = [.. LaneRanges(split, length).Select(lane => Range(lane).Sum(i => (double)a[i] * (product ? b[i] : 1)))];
                    Tolerance.Sum((long)Images * length).Check(expected, partials.Span, $"{length} floats, {split}", 4.0 * Images * length);
                }
            }
        }
    }

    /// <summary>Equal terms round alike, which makes the most of the error. One float sum would be off by thousands of units.</summary>
    [Theory, AvailableKernelSets]
    public void LaneSum_LongSum_KeepsItsDigits(string set)
    {
        const int length = 3_000_000;
        using var tensors = new GuardedTensors();
        Storage input = tensors.Output(1, length), partials = tensors.SharedOutput(1);
        input.Images(1).Fill(1.1f);
        KernelRunner.Run(AvailableKernelSets.Factory(set).LaneSum(input, null, partials), 1);

        // The bound that BlockSum states, of half units; in no proportion to the length.
        double width = set == "scalar" ? 1 : int.Parse(set.AsSpan("vector".Length), CultureInfo.InvariantCulture) / 32.0;
        double additions = 2048 / (4 * width) + 2 + Math.Log2(width);
        Tolerance.Element(additions / 2).Check([(double)1.1f * length], partials.Span, "sum");
    }

    [Theory, AvailableKernelSets(GuardSide.Behind, GuardSide.Before)]
    public void LaneSumByPosition_AnyLength_IsTheSumOverPixelsOfItsLane(string set, object side)
    {
        foreach (int channels in NormalizationTensors.ChannelCounts)
        {
            foreach (int pixels in new[] { 1, 30 })
            {
                foreach (BatchSplit split in KernelRunner.Splits(Images))
                {
                    using var tensors = new GuardedTensors((GuardSide)side);
                    float[] values = TestValues.Uniform(Images * pixels * channels, 1);
                    Storage partials = tensors.SharedOutput(channels * split.Lanes);
                    KernelRunner.Run(AvailableKernelSets.Factory(set).LaneSumByPosition(channels, tensors.Batched(Images, values), partials), split);
                    double[] expected = [.. LaneRanges(split, pixels * channels).SelectMany(lane => Enumerable.Range(0, channels)
                        .Select(channel => Range(lane).Where(i => i % channels == channel).Sum(i => (double)values[i])))];
                    Tolerance.Sum(Images * pixels).Check(expected, partials.Span, $"{channels} channels, {pixels} pixels, {split}", 2.0 * Images * pixels);
                }
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void LaneSums_AnyThreads_SameBits(string set)
    {
        const int images = 19, length = 3 * 331;
        var split = new BatchSplit(images, Lanes: 6, Chunk: 2);
        using var tensors = new GuardedTensors();
        Storage a = tensors.Batched(images, TestValues.Uniform(images * length, 1)), b = tensors.Batched(images, TestValues.Uniform(images * length, 2));
        KernelFactory factory = AvailableKernelSets.Factory(set);
        Func<Storage, BatchKernel>[] kernels = [partials => factory.LaneSum(a, b, partials), partials => factory.LaneSumByPosition(3, a, partials)];
        foreach (Func<Storage, BatchKernel> kernel in kernels)
        {
            Storage expected = tensors.Shared(new float[3 * split.Lanes]);
            KernelRunner.Run(kernel(expected), split);
            foreach (int threads in new[] { 1, 2, 5 })
            {
                Storage partials = tensors.Shared(new float[3 * split.Lanes]);
                KernelRunner.RunOnPool(kernel(partials), split, threads);
                Tolerance.CheckSameBits(expected.Span, partials.Span, $"{threads} threads");
            }
        }
    }

    /// <summary>Through all remainders of the widest vectors, with and without four of them before.</summary>
    internal static IEnumerable<int> Lengths => TestValues.Lengths.Where(length => length is > 0 and < 70 or > 250);

    static IEnumerable<(int First, int End)> LaneRanges(BatchSplit split, int length) =>
        Enumerable.Range(0, split.Lanes).Select(lane => (split.LaneStart(lane) * length, split.LaneStart(lane + 1) * length));

    static IEnumerable<int> Range((int First, int End) range) => Enumerable.Range(range.First, range.End - range.First);
}
