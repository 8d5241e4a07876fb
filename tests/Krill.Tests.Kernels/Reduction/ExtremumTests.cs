using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class ExtremumTests
{
    const int Images = 5;

    [Theory, AvailableKernelSets(GuardSide.Behind, GuardSide.Before)]
    public void Extremum_AnyLengthAndSplit_IsFoundCountedAndGetsTheGradient(string set, object side)
    {
        foreach (int length in ReductionTests.Lengths)
        {
            foreach (bool greatest in new[] { false, true })
            {
                // Rounded, so that several elements share the extremum.
                float[] values = [.. TestValues.Uniform(Images * length, (ulong)length).Select(value => MathF.Round(value * 4))];
                foreach (BatchSplit split in KernelRunner.Splits(Images))
                {
                    Check(set, greatest, values, split, (GuardSide)side);
                }
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void Extremum_NaN_WinsAndGetsNoGradient(string set)
    {
        foreach (bool greatest in new[] { false, true })
        {
            foreach (int place in new[] { 0, 17, 5 * 83 - 1 })
            {
                float[] values = TestValues.Uniform(Images * 83, 1);
                values[place] = float.NaN;
                using var tensors = new GuardedTensors();
                Storage input = tensors.Batched(Images, values);
                (Storage extremum, Storage count) = Find(tensors, set, greatest, input, new BatchSplit(Images, 2, 2));
                Assert.Equal(float.NaN, extremum.Span[0]);
                Assert.Equal(0, count.Span[0]);
                Storage inputGradient = tensors.Output(Images, 83);
                KernelRunner.Run(AvailableKernelSets.Factory(set).ExtremumGradient(input, extremum, tensors.Shared(1f), count, inputGradient), Images);
                Assert.All(inputGradient.Images(Images).ToArray(), gradient => Assert.Equal(0, gradient));
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void Extremum_Infinities_AreExtreme(string set)
    {
        float[] values = TestValues.Uniform(Images * 40, 1);
        values[3] = float.PositiveInfinity;
        values[^1] = float.NegativeInfinity;
        using var tensors = new GuardedTensors();
        Storage input = tensors.Batched(Images, values);
        Assert.Equal(float.PositiveInfinity, Find(tensors, set, true, input, new BatchSplit(Images, 2, 2)).Extremum.Span[0]);
        Assert.Equal(float.NegativeInfinity, Find(tensors, set, false, input, new BatchSplit(Images, 2, 2)).Extremum.Span[0]);
    }

    static void Check(string set, bool greatest, float[] values, BatchSplit split, GuardSide side)
    {
        using var tensors = new GuardedTensors(side);
        Storage input = tensors.Batched(Images, values), inputGradient = tensors.Output(Images, input.Length);
        (Storage extremum, Storage count) = Find(tensors, set, greatest, input, split);
        KernelRunner.Run(AvailableKernelSets.Factory(set).ExtremumGradient(input, extremum, tensors.Shared(3f), count, inputGradient), split);
        float expected = greatest ? values.Max() : values.Min();
        int times = values.Count(value => value == expected);
        Assert.Equal(expected, extremum.Span[0]);
        Assert.Equal(times, count.Span[0]);
        Tolerance.CheckSameBits([.. values.Select(value => value == expected ? 3f / times : 0)], inputGradient.Images(Images), $"{input.Length}, {split}");
    }

    static (Storage Extremum, Storage Count) Find(GuardedTensors tensors, string set, bool greatest, Storage input, BatchSplit split)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        Storage partials = tensors.SharedOutput(split.Lanes), extremum = tensors.SharedOutput(1), count = tensors.SharedOutput(1);
        KernelRunner.Run(factory.LaneExtremum(greatest, input, partials), split);
        KernelRunner.Run(factory.FinishExtremum(greatest, split.Lanes, partials, extremum));
        KernelRunner.Run(factory.LaneCountEqual(input, extremum, partials), split);
        KernelRunner.Run(factory.SumLanes(1, split.Lanes, partials, count));
        return (extremum, count);
    }
}
