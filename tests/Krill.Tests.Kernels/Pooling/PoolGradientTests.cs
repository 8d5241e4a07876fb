using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class PoolGradientTests
{
    const int Images = 3;

    [Theory, AvailableKernelSets(GuardSide.Behind, GuardSide.Before)]
    public void MaxPoolGradient_AllWindowsAndChannels_GoesToTheFirstGreatest(string set, object side)
    {
        foreach ((WindowGeometry geometry, int channels) in Cases)
        {
            // Few distinct values, so that most windows have ties.
            float[] values = [.. TestValues.Uniform(Images * geometry.InputLength(channels), (ulong)channels).Select(value => MathF.Round(value))];
            CheckMaxPoolGradient(set, geometry, channels, values, (GuardSide)side);
        }
    }

    [Theory, AvailableKernelSets]
    public void MaxPoolGradient_NaN_GoesToTheFirstNaN(string set)
    {
        foreach (int channels in new[] { 1, 4, 16, 37 })
        {
            foreach (WindowGeometry geometry in PoolCases.Geometries)
            {
                float[] values = TestValues.Uniform(Images * geometry.InputLength(channels), 5);
                for (int i = 0; i < values.Length; i += 3)
                {
                    values[i] = i % 2 == 0 ? float.NaN : float.NegativeInfinity;
                }

                CheckMaxPoolGradient(set, geometry, channels, values, GuardSide.Behind);
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void MaxPoolGradient_InfiniteGradient_LeavesTheOthersZero(string set)
    {
        WindowGeometry geometry = PoolCases.Valid(2, 2, window: 2, stride: 2);
        using var tensors = new GuardedTensors();
        Storage places = tensors.Batched(1, 2f), gradient = tensors.Batched(1, float.PositiveInfinity), inputGradient = tensors.Output(1, 4);
        KernelRunner.Run(AvailableKernelSets.Factory(set).MaxPoolGradient(geometry, 1, places, gradient, inputGradient), 1);
        Assert.Equal([0, 0, float.PositiveInfinity, 0], inputGradient.Images(1).ToArray());
    }

    [Theory, AvailableKernelSets(GuardSide.Behind, GuardSide.Before)]
    public void AveragePoolGradient_AllWindowsAndChannels_IsSharedEqually(string set, object side)
    {
        foreach ((WindowGeometry geometry, int channels) in Cases)
        {
            using var tensors = new GuardedTensors((GuardSide)side);
            float[] gradients = TestValues.Uniform(Images * geometry.OutputLength(channels), (ulong)channels);
            Storage outputGradient = tensors.Batched(Images, gradients), inputGradient = tensors.Output(Images, geometry.InputLength(channels));
            KernelRunner.Run(
                AvailableKernelSets.Factory(set).AveragePoolGradient(geometry, channels, outputGradient, inputGradient), new BatchSplit(Images, 1, 2));
            double[] expected = PoolReference.AverageGradient(geometry, channels, Images * geometry.InputLength(channels), gradients);
            double[] magnitudes = PoolReference.AverageGradient(geometry, channels, Images * geometry.InputLength(channels), Magnitudes(gradients));
            Tolerance.Sum(geometry.WindowHeight * geometry.WindowWidth).Check(
                expected, inputGradient.Images(Images), $"{geometry}, {channels} channels", magnitudes);
        }
    }

    [Theory, AvailableKernelSets]
    public void PoolGradients_AgainstCentralDifferences_Agree(string set)
    {
        const int channels = 5;
        const float step = 1f / 64;
        WindowGeometry geometry = PoolCases.Same(5, 5, window: 3, stride: 2);

        // All distances between values are multiples of 1/16, so that a step of 1/64 changes no maximum.
        float[] values = [.. Enumerable.Range(0, geometry.InputLength(channels)).Select(i => i * 37 % 127 / 16f)];
        float[] weights = TestValues.Uniform(geometry.OutputLength(channels), 1);
        using var tensors = new GuardedTensors();
        Storage input = tensors.Batched(1, values), outputGradient = tensors.Batched(1, weights);
        Storage maxGradient = tensors.Output(1, values.Length), averageGradient = tensors.Output(1, values.Length);
        KernelFactory factory = AvailableKernelSets.Factory(set);
        Storage places = tensors.Output(1, weights.Length);
        KernelRunner.Run(factory.MaxPoolPlaces(geometry, channels, input, places), 1);
        KernelRunner.Run(factory.MaxPoolGradient(geometry, channels, places, outputGradient, maxGradient), 1);
        KernelRunner.Run(factory.AveragePoolGradient(geometry, channels, outputGradient, averageGradient), 1);
        for (int i = 0; i < values.Length; i++)
        {
            double max = Difference(PoolReference.Max, i), average = Difference(PoolReference.Average, i);
            Assert.Equal(max, maxGradient.Images(1)[i], 1e-5);
            Assert.Equal(average, averageGradient.Images(1)[i], 1e-5);
        }

        double Difference(Forward forward, int element)
        {
            float[] more = [.. values], less = [.. values];
            more[element] += step;
            less[element] -= step;
            return (Loss(forward(geometry, channels, more)) - Loss(forward(geometry, channels, less))) / (2 * step);
        }

        double Loss(double[] outputs) => outputs.Zip(weights, (value, weight) => value * weight).Sum();
    }

    delegate double[] Forward(WindowGeometry geometry, int channels, ReadOnlySpan<float> images);

    static IEnumerable<(WindowGeometry Geometry, int Channels)> Cases =>
        PoolCases.Geometries.SelectMany(geometry => PoolCases.Channels.Select(channels => (geometry, channels)));

    static float[] Magnitudes(float[] values) => [.. values.Select(Math.Abs)];

    static void CheckMaxPoolGradient(string set, WindowGeometry geometry, int channels, float[] values, GuardSide side)
    {
        using var tensors = new GuardedTensors(side);
        int outputLength = geometry.OutputLength(channels);
        float[] gradients = TestValues.Uniform(Images * outputLength, 11);
        Storage input = tensors.Batched(Images, values);
        Storage outputGradient = tensors.Batched(Images, gradients), inputGradient = tensors.Output(Images, geometry.InputLength(channels));
        KernelFactory factory = AvailableKernelSets.Factory(set);
        Storage places = tensors.Output(Images, outputLength);
        KernelRunner.Run(factory.MaxPoolPlaces(geometry, channels, input, places), new BatchSplit(Images, 1, 2));
        KernelRunner.Run(factory.MaxPoolGradient(geometry, channels, places, outputGradient, inputGradient), new BatchSplit(Images, 1, 2));
        double[] expected = PoolReference.MaxGradient(geometry, channels, values, gradients);
        double[] magnitudes = PoolReference.MaxGradient(geometry, channels, values, Magnitudes(gradients));
        Tolerance.Sum(geometry.WindowHeight * geometry.WindowWidth).Check(
            expected, inputGradient.Images(Images), $"{geometry}, {channels} channels", magnitudes);
    }
}
