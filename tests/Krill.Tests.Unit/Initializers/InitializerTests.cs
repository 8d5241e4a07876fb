using Krill.Initializers;
using Krill.Layers;

namespace Krill.Tests.Unit.Initializers;

public sealed class InitializerTests
{
    const int Fine = 3 * 3 * 64 * 96;
    static readonly Shape s_kernel = new(3, 3, 64, 96); // fan in 576, fan out 864

    public static TheoryData<Initializer, double, double> RandomOnes => new()
    {
        // The initializer, its standard deviation, and the greatest distance from the mean that occurs.
        { new GlorotUniform(), Math.Sqrt(2.0 / 1440), Math.Sqrt(6.0 / 1440) },
        { new GlorotNormal(), Math.Sqrt(2.0 / 1440), 2 * Math.Sqrt(2.0 / 1440) / 0.87962566103423978 },
        { new HeUniform(), Math.Sqrt(2.0 / 576), Math.Sqrt(6.0 / 576) },
        { new HeNormal(), Math.Sqrt(2.0 / 576), 2 * Math.Sqrt(2.0 / 576) / 0.87962566103423978 },
        { new VarianceScaling(), Math.Sqrt(1.0 / 576), Math.Sqrt(3.0 / 576) },
        { new VarianceScaling(1 / 3f), Math.Sqrt(1.0 / 1728), Math.Sqrt(1.0 / 576) },
        { new RandomUniform(), 0.1 / Math.Sqrt(12), 0.05 },
        { new RandomNormal(), 0.05, 0.05 * 6 },
    };

    [Theory]
    [MemberData(nameof(RandomOnes))]
    public void Fill_RandomNumbers_HaveTheirMomentsAndLimits(Initializer initializer, double deviation, double limit)
    {
        double[] values = [.. Fill(initializer, s_kernel, 7).Select(value => (double)value)];
        double mean = values.Average();
        double variance = values.Average(value => value * value) - (mean * mean);
        double standardError = deviation / Math.Sqrt(Fine);

        Assert.InRange(mean, -4 * standardError, 4 * standardError);
        // The relative error of a variance is √((kurtosis - 1) / n) at most √(2 / n).
        Assert.InRange(variance / (deviation * deviation), 1 - (4 * Math.Sqrt(2.0 / Fine)), 1 + (4 * Math.Sqrt(2.0 / Fine)));
        double greatest = values.Max(Math.Abs);
        Assert.InRange(greatest, limit * 0.7, limit * (1 + 1e-6));
    }

    [Theory]
    [MemberData(nameof(RandomOnes))]
    public void Fill_SameSeed_GivesSameBitsAndOtherSeedOthers(Initializer initializer, double deviation, double limit)
    {
        Assert.True(deviation < limit);
        float[] first = Fill(initializer, s_kernel, 7);
        Assert.Equal(first, Fill(initializer, s_kernel, 7));
        float[] other = Fill(initializer, s_kernel, 8);
        Assert.InRange(first.Zip(other).Count(pair => pair.First == pair.Second), 0, Fine / 1000);
        Assert.InRange(Correlation(first, other), -4 / Math.Sqrt(Fine), 4 / Math.Sqrt(Fine));
        Assert.InRange(Correlation(first[1..], first[..^1]), -4 / Math.Sqrt(Fine), 4 / Math.Sqrt(Fine));
    }

    [Theory]
    [InlineData(new int[0], 3.0)] // 6 / max(2, 1 + 1)
    [InlineData(new[] { 10 }, 0.3)] // 6 / (10 + 10)
    [InlineData(new[] { 20, 10 }, 0.2)] // 6 / (20 + 10)
    [InlineData(new[] { 3, 5, 20, 10 }, 6.0 / 450)] // 6 / (15 · 20 + 15 · 10)
    public void GlorotUniform_ShapesOfEachRank_CountFansAsKeras(int[] axes, double squaredLimit)
    {
        var shape = new Shape(axes);
        double greatest = Enumerable.Range(0, 4000).SelectMany(seed => Fill(new GlorotUniform(), shape, (ulong)seed)).Max(value => Math.Abs((double)value));
        Assert.InRange(greatest, Math.Sqrt(squaredLimit) * 0.99, Math.Sqrt(squaredLimit) * (1 + 1e-6));
    }

    [Fact]
    public void Fill_Constants_AreConstant()
    {
        Assert.All(Fill(new Zeros(), s_kernel, 1), value => Assert.Equal(0, value));
        Assert.All(Fill(new Ones(), s_kernel, 1), value => Assert.Equal(1, value));
        Assert.All(Fill(new Constant(-2.5f), s_kernel, 1), value => Assert.Equal(-2.5f, value));
    }

    [Fact]
    public void Identity_Matrix_HasGainOnItsDiagonal() =>
        Assert.Equal([3, 0, 0, 0, 3, 0], Fill(new Identity(3), new Shape(2, 3), 1));

    [Theory]
    [InlineData(3, 3, 4)]
    [InlineData(1, 1, 0)]
    [InlineData(2, 5, 2)] // row 0 of 2, column 2 of 5
    public void Identity_Kernel_IsTheIdentityAtTheCentre(int height, int width, int center)
    {
        float[] values = Fill(new Identity(), new Shape(height, width, 2, 2), 1);
        float[] expected = new float[values.Length];
        expected[center * 4] = expected[(center * 4) + 3] = 1;
        Assert.Equal(expected, values);
    }

    [Fact]
    public void Identity_Vector_Throws()
    {
        var exception = Assert.Throws<ArgumentException>(() => Fill(new Identity(), new Shape(4), 1));
        Assert.StartsWith(
            "Identity: received a parameter of shape (4); expected at least the axes of input and output channels. Ones fits vectors.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(5, 3)]
    [InlineData(4, 4)]
    public void PartialIdentity_Kernel_HandsInputsOnAndLeavesTheOthers(int inputs, int outputs)
    {
        var shape = new Shape(3, 3, inputs, outputs);
        float[] values = Fill(new PartialIdentity(new HeUniform()), shape, 5), rest = Fill(new HeUniform(), shape, 5);
        for (int i = 0; i < values.Length; i++)
        {
            int output = i % outputs, input = i / outputs % inputs, tap = i / outputs / inputs;
            Assert.Equal(output >= inputs ? rest[i] : tap == 4 && input == output ? 1 : 0, values[i]);
        }
    }

    [Fact]
    public void Constructor_InvalidArguments_Throws()
    {
        Assert.StartsWith(
            "RandomUniform: received the minimum 1 and the maximum 0; expected the minimum not to be greater.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new RandomUniform(1, 0)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "RandomNormal: received the standard deviation -1; expected a finite number of 0 or more.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new RandomNormal(0, -1)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Constant: received the value NaN; expected a finite number.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Constant(float.NaN)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Model_SameSeed_StartsWithSameBits()
    {
        Assert.Equal(Kernels(3), Kernels(3));
        Assert.NotEqual(Kernels(3), Kernels(4));

        static float[] Kernels(ulong seed)
        {
            Symbol image = Symbol.Input(8, 8, 3);
            Model model = new(image, image.Conv2D(4, 3).Conv2D(4, 3), seed);
            Parameter[] kernels = [.. model.Parameters.Where(parameter => parameter.Name == "kernel")];
            Assert.NotEqual(kernels[0].Values[..100].ToArray(), kernels[1].Values[..100].ToArray());
            return [.. kernels.SelectMany(kernel => kernel.Values.ToArray())];
        }
    }

    static float[] Fill(Initializer initializer, Shape shape, ulong seed)
    {
        float[] values = new float[shape.Elements];
        initializer.Fill(values, shape, seed);
        return values;
    }

    static double Correlation(float[] a, float[] b) =>
        a.Zip(b, (x, y) => (double)x * y).Sum() / Math.Sqrt(a.Sum(x => (double)x * x) * b.Sum(y => (double)y * y));
}
