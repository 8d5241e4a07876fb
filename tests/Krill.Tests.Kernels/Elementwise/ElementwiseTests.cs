using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

/// <summary>Scale, clip, round, fill: exact for every length, with special values among them, in place or not.</summary>
public sealed class ElementwiseTests
{
    [Theory, AvailableKernelSets]
    public void Scale_EveryLength_IsExact(string set) =>
        Check(set, (factory, x, y) => factory.Scale(0.7f, x, y), x => (double)x * 0.7f);

    [Theory, AvailableKernelSets]
    public void Clip_EveryLength_IsExact(string set) =>
        Check(set, (factory, x, y) => factory.Clip(-0.5f, 0.75f, x, y), x => Math.Clamp((double)x, -0.5f, 0.75f));

    [Theory, AvailableKernelSets]
    public void Round_EveryLength_IsExactWithHalvesToEven(string set)
    {
        Check(set, (factory, x, y) => factory.Round(4, x, y), x => (float)Math.Round(x * 4.0, MidpointRounding.ToEven) / 4.0);
        Check(set, (factory, x, y) => factory.Round(3, x, y), x => MathF.Round(x * 3, MidpointRounding.ToEven) / 3.0);
    }

    [Theory, AvailableKernelSets]
    public void Fill_EveryLength_FillsAll(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (int length in TestValues.Lengths)
        {
            using var tensors = new GuardedTensors();
            Storage output = tensors.Output(3, length);
            KernelRunner.Run(factory.Fill(0.25f, output), new BatchSplit(3, 2, 1));
            Assert.All(output.Images(3).ToArray(), x => Assert.Equal(0.25f, x));
        }
    }

    [Theory, AvailableKernelSets]
    public void ClipGradient_EveryLength_PassesInsideOnly(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (int length in TestValues.Lengths)
        {
            using var tensors = new GuardedTensors();
            float[] x = Values(length), gradients = TestValues.Uniform(length, 9);
            Storage input = tensors.Batched(1, x), gradient = tensors.Batched(1, gradients), output = tensors.Output(1, length);
            KernelRunner.Run(factory.ClipGradient(-0.5f, 0.75f, input, gradient, output), 1);
            KernelRunner.Run(factory.ClipGradient(-0.5f, 0.75f, input, gradient, gradient), 1);
            double[] expected = [.. x.Select((value, i) => value is >= -0.5f and <= 0.75f ? gradients[i] : 0.0)];
            Tolerance.Exact.Check(expected, output.Images(1), "clip gradient");
            Tolerance.Exact.Check(expected, gradient.Images(1), "clip gradient in place");
        }
    }

    static void Check(string set, Func<KernelFactory, Storage, Storage, BatchKernel> make, Func<float, double> reference)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (int length in TestValues.Lengths)
        {
            const int Images = 3;
            using var tensors = new GuardedTensors();
            float[] values = Values(Images * length);
            double[] expected = [.. values.Select(reference)];
            Storage input = tensors.Batched(Images, values), output = tensors.Output(Images, length), place = tensors.Batched(Images, values);
            KernelRunner.Run(make(factory, input, output), Images);
            KernelRunner.Run(make(factory, place, place), new BatchSplit(Images, 2, 1));
            Tolerance.Exact.Check(expected, output.Images(Images), $"length {length}");
            Tolerance.Exact.Check(expected, place.Images(Images), $"length {length} in place, split");
        }
    }

    /// <summary>Every third is a special value, and multiples of 1/8 are there for the halves.</summary>
    static float[] Values(int length)
    {
        float[] values = TestValues.Uniform(length, 11);
        for (int i = 0; i < length; i++)
        {
            values[i] = (i % 3) switch
            {
                0 => TestValues.Special[i / 3 % TestValues.Special.Length],
                1 => MathF.Round(values[i] * 8) / 8,
                _ => values[i],
            };
        }

        return values;
    }
}
