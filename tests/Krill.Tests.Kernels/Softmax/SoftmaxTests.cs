using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class SoftmaxTests
{
    // (outer, axis, inner)
    static readonly (int Outer, int Axis, int Inner)[] Shapes =
        [(1, 1, 1), (3, 10, 1), (2, 17, 1), (1, 257, 1), (5, 64, 1), (1, 5, 16), (2, 3, 37), (3, 4, 7), (1, 100, 3), (2, 1, 9)];

    [Theory, AvailableKernelSets]
    public void Softmax_EveryLastAxis_MatchesDoublePrecision(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        for (int axis = 1; axis < 258; axis++)
        {
            CheckForward(factory, 2, (1, axis, 1));
        }
    }

    [Theory, AvailableKernelSets]
    public void Softmax_EveryInner_MatchesDoublePrecision(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        for (int inner = 2; inner < 70; inner++)
        {
            CheckForward(factory, 2, (2, 3, inner));
        }
    }

    [Theory, AvailableKernelSets]
    public void Softmax_AnySplitOrInPlace_SameBits(string set)
    {
        const int Images = 5;
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach ((int outer, int axis, int inner) in Shapes)
        {
            using var tensors = new GuardedTensors();
            int length = outer * axis * inner;
            float[] x = TestValues.Uniform(Images * length, 1, -9, 9), dy = TestValues.Uniform(Images * length, 2);
            Storage input = tensors.Batched(Images, x), whole = tensors.Output(Images, length);
            Storage gradient = tensors.Batched(Images, dy), wholeGradient = tensors.Output(Images, length);
            KernelRunner.Run(factory.Softmax(outer, axis, inner, input, whole), Images);
            KernelRunner.Run(factory.SoftmaxGradient(outer, axis, inner, whole, gradient, wholeGradient), Images);
            foreach (BatchSplit split in KernelRunner.Splits(Images))
            {
                Storage place = tensors.Batched(Images, x), gradientPlace = tensors.Batched(Images, dy);
                KernelRunner.RunOnPool(factory.Softmax(outer, axis, inner, place, place), split, 2);
                KernelRunner.Run(factory.SoftmaxGradient(outer, axis, inner, place, gradientPlace, gradientPlace), split);
                Tolerance.CheckSameBits(whole.Images(Images), place.Images(Images), $"{outer}, {axis}, {inner}, {split}");
                Tolerance.CheckSameBits(wholeGradient.Images(Images), gradientPlace.Images(Images), $"gradient {outer}, {axis}, {inner}, {split}");
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void SoftmaxGradient_EveryShape_MatchesCentralDifferences(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach ((int outer, int axis, int inner) in Shapes)
        {
            using var tensors = new GuardedTensors();
            int length = outer * axis * inner;
            float[] x = TestValues.Uniform(length, 1), dy = TestValues.Uniform(length, 2);
            Storage output = tensors.Batched(1, x), gradient = tensors.Batched(1, dy), inputGradient = tensors.Output(1, length);
            KernelRunner.Run(factory.Softmax(outer, axis, inner, output, output), 1);
            KernelRunner.Run(factory.SoftmaxGradient(outer, axis, inner, output, gradient, inputGradient), 1);

            const double Step = 1e-5;
            var expected = new double[length];
            var magnitudes = new double[length];
            double[] point = [.. x.Select(value => (double)value)], y = Reference(point, outer, axis, inner);
            for (int i = 0; i < length; i++)
            {
                double Objective(double value)
                {
                    double before = point[i];
                    point[i] = value;
                    double sum = Reference(point, outer, axis, inner).Select((p, j) => p * dy[j]).Sum();
                    point[i] = before;
                    return sum;
                }

                expected[i] = (Objective(x[i] + Step) - Objective(x[i] - Step)) / (2 * Step);
                magnitudes[i] = 4 * y[i]; // |dy| and |Σ y dy| are at most 2
            }

            (Tolerance.Sum(axis, 6) with { Floor = 1e-10 }).Check(expected, inputGradient.Images(1), $"{outer}, {axis}, {inner}", magnitudes);
        }
    }

    [Theory, AvailableKernelSets]
    public void Softmax_SpecialValues_AsDefined(string set)
    {
        const float Infinity = float.PositiveInfinity;
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (int inner in (int[])[1, 19])
        {
            Assert.Equal([0f, 1f, 0f], Softmax(factory, inner, -Infinity, 3f, -Infinity));
            Assert.Equal([1f, 0f, 0f], Softmax(factory, inner, 3e38f, -3e38f, 0f));
            Assert.Equal([0.5f, 0f, 0.5f], Softmax(factory, inner, 1e30f, 1e29f, 1e30f));
            Assert.All(Softmax(factory, inner, 1f, float.NaN, 2f), x => Assert.True(float.IsNaN(x)));
            Assert.All(Softmax(factory, inner, -Infinity, -Infinity, -Infinity), x => Assert.True(float.IsNaN(x)));
        }
    }

    /// <summary>Every inner position gets the same three values; they must all come to the same.</summary>
    static float[] Softmax(KernelFactory factory, int inner, params float[] values)
    {
        using var tensors = new GuardedTensors();
        float[] x = [.. values.SelectMany(value => Enumerable.Repeat(value, inner))];
        Storage place = tensors.Batched(1, x);
        KernelRunner.Run(factory.Softmax(1, values.Length, inner, place, place), 1);
        float[] result = place.Images(1).ToArray();
        Assert.All(result.Chunk(inner), row => Assert.All(row, y => Assert.Equal(row[0], y)));
        return [.. result.Chunk(inner).Select(row => row[0])];
    }

    static void CheckForward(KernelFactory factory, int images, (int Outer, int Axis, int Inner) shape)
    {
        using var tensors = new GuardedTensors();
        (int outer, int axis, int inner) = shape;
        float[] x = TestValues.Uniform(images * outer * axis * inner, (ulong)(axis + inner), -30, 30);
        Storage input = tensors.Batched(images, x), output = tensors.Output(images, outer * axis * inner);
        KernelRunner.Run(factory.Softmax(outer, axis, inner, input, output), images);
        double[] expected = Reference([.. x.Select(value => (double)value)], images * outer, axis, inner);

        // x - max is rounded at up to 60, and its exponential magnifies that.
        Tolerance.Sum(axis, 40).Check(expected, output.Images(images), $"{shape}");
    }

    static double[] Reference(double[] x, int outer, int axis, int inner)
    {
        var y = new double[x.Length];
        for (int row = 0; row < outer * inner; row++)
        {
            int[] at = [.. Enumerable.Range(0, axis).Select(k => (row / inner * axis + k) * inner + row % inner)];
            double greatest = at.Max(i => x[i]), sum = at.Sum(i => Math.Exp(x[i] - greatest));
            foreach (int i in at)
            {
                y[i] = Math.Exp(x[i] - greatest) / sum;
            }
        }

        return y;
    }
}
