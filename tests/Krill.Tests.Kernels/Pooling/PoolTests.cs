using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class PoolTests
{
    const int Images = 3;

    [Theory, AvailableKernelSets]
    public void MaxPool_AllWindowsAndChannels_IsTheGreatest(string set) => ForEachCase(set, maximum: true, GuardSide.Behind);

    [Theory, AvailableKernelSets]
    public void AveragePool_AllWindowsAndChannels_IsTheMeanOfElementsInside(string set) => ForEachCase(set, maximum: false, GuardSide.Behind);

    [Theory, AvailableKernelSets]
    public void Pools_PageBeforeTheTensors_IsNotTouched(string set)
    {
        ForEachCase(set, maximum: true, GuardSide.Before);
        ForEachCase(set, maximum: false, GuardSide.Before);
    }

    [Theory, AvailableKernelSets]
    public void MaxPool_NaNAndInfinities_NaNWinsAndPaddingNever(string set)
    {
        foreach (int channels in new[] { 1, 5, 16, 35 })
        {
            WindowGeometry geometry = PoolCases.Same(5, 5, window: 3, stride: 2);
            float[] values = TestValues.Uniform(Images * geometry.InputLength(channels), 7, -9, -1); // padding of 0 would win
            for (int i = 0; i < values.Length; i += 11)
            {
                values[i] = TestValues.Special[i % TestValues.Special.Length];
            }

            using var tensors = new GuardedTensors();
            Storage input = tensors.Batched(Images, values), output = tensors.Output(Images, geometry.OutputLength(channels));
            KernelRunner.Run(AvailableKernelSets.Factory(set).MaxPool(geometry, channels, input, output), Images);
            Tolerance.Element(0.25).Check(PoolReference.Max(geometry, channels, values), output.Images(Images), $"{channels} channels");
        }
    }

    [Theory, AvailableKernelSets]
    public void AveragePool_WholeImageOfEqualElements_IsThatElement(string set)
    {
        foreach (int channels in new[] { 1, 3, 64 })
        {
            WindowGeometry geometry = PoolCases.Valid(7, 7, window: 7, stride: 1);
            using var tensors = new GuardedTensors();
            Storage input = tensors.Output(1, geometry.InputLength(channels)), output = tensors.Output(1, channels);
            input.Images(1).Fill(3);
            KernelRunner.Run(AvailableKernelSets.Factory(set).AveragePool(geometry, channels, input, output), 1);
            Assert.All(output.Images(1).ToArray(), mean => Assert.Equal(3, mean));
        }
    }

    [Theory, AvailableKernelSets]
    public void Pools_AnyThreadsAndSplit_SameBits(string set)
    {
        const int images = 13, channels = 19;
        WindowGeometry geometry = PoolCases.Same(9, 8, window: 3, stride: 2);
        float[] values = TestValues.Uniform(images * geometry.InputLength(channels), 3);
        foreach (bool maximum in new[] { true, false })
        {
            using var tensors = new GuardedTensors();
            Storage input = tensors.Batched(images, values), expected = tensors.Output(images, geometry.OutputLength(channels));
            KernelRunner.Run(Kernel(set, maximum, geometry, channels, input, expected), images);
            foreach (int threads in new[] { 1, 2, 5 })
            {
                Storage output = tensors.Output(images, geometry.OutputLength(channels));
                KernelRunner.RunOnPool(Kernel(set, maximum, geometry, channels, input, output), new BatchSplit(images, threads + 2, 2), threads);
                Tolerance.CheckSameBits(expected.Images(images), output.Images(images), $"{threads} threads");
            }
        }
    }

    [Fact]
    public void MaxPool_WindowWithoutElements_Throws()
    {
        WindowGeometry geometry = PoolCases.Valid(4, 4, window: 2, stride: 2) with { PadTop = 2 };
        Storage input = new(StorageKind.Batched, 16), output = new(StorageKind.Batched, 4);
        var error = Assert.Throws<ArgumentException>(() => KernelFactory.For(KernelSet.Scalar).MaxPool(geometry, 1, input, output));
        Assert.Contains("expected every window to hold an element of the image", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AveragePool_OperandOfAnotherSize_Throws()
    {
        WindowGeometry geometry = PoolCases.Valid(4, 4, window: 2, stride: 2);
        Storage input = new(StorageKind.Batched, 3 * 16), output = new(StorageKind.Batched, 3 * 5);
        var error = Assert.Throws<ArgumentException>(() => KernelFactory.For(KernelSet.Scalar).AveragePool(geometry, 3, input, output));
        Assert.Equal("received 15 floats; expected 12. (Parameter 'output')", error.Message);
    }

    static void ForEachCase(string set, bool maximum, GuardSide side)
    {
        foreach (WindowGeometry geometry in PoolCases.Geometries)
        {
            foreach (int channels in PoolCases.Channels)
            {
                using var tensors = new GuardedTensors(side);
                float[] values = TestValues.Uniform(Images * geometry.InputLength(channels), (ulong)channels);
                Storage input = tensors.Batched(Images, values), output = tensors.Output(Images, geometry.OutputLength(channels));
                KernelRunner.Run(Kernel(set, maximum, geometry, channels, input, output), new BatchSplit(Images, Lanes: 1, Chunk: 2));
                string what = $"{geometry}, {channels} channels";
                if (maximum)
                {
                    Tolerance.Exact.Check(PoolReference.Max(geometry, channels, values), output.Images(Images), what);
                }
                else
                {
                    int count = geometry.WindowHeight * geometry.WindowWidth;
                    Tolerance.Sum(count).Check(PoolReference.Average(geometry, channels, values), output.Images(Images), what, 2);
                }
            }
        }
    }

    static BatchKernel Kernel(string set, bool maximum, WindowGeometry geometry, int channels, Storage input, Storage output)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        return maximum ? factory.MaxPool(geometry, channels, input, output) : factory.AveragePool(geometry, channels, input, output);
    }
}
