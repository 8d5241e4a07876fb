using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

/// <summary>
/// The functions over a dense sweep of all floats (every 4093rd of the 2³² bit patterns, NaNs and subnormals included),
/// against double precision. The bounds are a little above what is found, so that a loss of precision shows.
/// </summary>
public sealed class SimdMathTests
{
    const int Stride = 4093;

    [Theory, AvailableKernelSets]
    public void Exp_AllFloats_WithinBound(string set) => Sweep(set, new ExpFunction(), Math.Exp, Processor.HasFusedMultiplyAdd ? 1.0 : 1.1);

    [Theory, AvailableKernelSets]
    public void Log_AllFloats_WithinBound(string set) => Sweep(set, new LogFunction(), Math.Log, Processor.HasFusedMultiplyAdd ? 0.7 : 1.0);

    [Theory, AvailableKernelSets]
    public void Sigmoid_AllFloats_WithinBound(string set) => Sweep(set, new SigmoidOperator(), x => 1 / (1 + Math.Exp(-x)), Processor.HasFusedMultiplyAdd ? 1.5 : 2.0);

    [Theory, AvailableKernelSets]
    public void Tanh_AllFloats_WithinBound(string set) => Sweep(set, new TanhOperator(), Math.Tanh, Processor.HasFusedMultiplyAdd ? 1.6 : 2.2);

    [Theory, AvailableKernelSets]
    public void NormalDistribution_AllFloats_WithinBound(string set) =>
        Sweep(set, new NormalDistributionFunction(), NormalReference.Distribution, Processor.HasFusedMultiplyAdd ? 5.0 : 45.0, Stride * 16);

    // Absolute errors: these are not used where they are near 0.

    [Theory, AvailableKernelSets]
    public void Sin_AllTurns_WithinBound(string set) => SweepTurns(set, new SinFunction(), Math.Sin);

    [Theory, AvailableKernelSets]
    public void Cos_AllTurns_WithinBound(string set) => SweepTurns(set, new CosFunction(), Math.Cos);

    [Theory, AvailableKernelSets]
    public void Exp_SpecialValues_AsDefined(string set) =>
        Check(set, new ExpFunction(), [0f, -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1e30f, -1e30f, float.Epsilon],
            [1f, 1f, float.PositiveInfinity, 0f, float.NaN, float.PositiveInfinity, 0f, 1f]);

    [Theory, AvailableKernelSets]
    public void Log_SpecialValues_AsDefined(string set) =>
        Check(set, new LogFunction(), [0f, -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1f, -1f, -float.Epsilon],
            [float.NegativeInfinity, float.NegativeInfinity, float.PositiveInfinity, float.NaN, float.NaN, 0f, float.NaN, float.NaN]);

    [Theory, AvailableKernelSets]
    public void Tanh_SpecialValues_AsDefined(string set) =>
        Check(set, new TanhOperator(), [0f, -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.Epsilon, -1e-40f, 20f],
            [0f, -0f, 1f, -1f, float.NaN, float.Epsilon, -1e-40f, 1f]);

    [Theory, AvailableKernelSets]
    public void Sigmoid_SpecialValues_AsDefined(string set) =>
        Check(set, new SigmoidOperator(), [0f, -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 100f, -200f, float.Epsilon],
            [0.5f, 0.5f, 1f, 0f, float.NaN, 1f, 0f, 0.5f]);

    [Theory, AvailableKernelSets]
    public void NormalDistribution_SpecialValues_AsDefined(string set) =>
        Check(set, new NormalDistributionFunction(), [0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 9f, -20f],
            [0.5f, 1f, 0f, float.NaN, 1f, 0f]);

    [Theory, AvailableKernelSets]
    public void Functions_AnyWidth_SameBitsAsScalar(string set)
    {
        float[] input = AllFloats(Stride * 16);
        CheckSameAsScalar(set, new ExpFunction(), input);
        CheckSameAsScalar(set, new LogFunction(), input);
        CheckSameAsScalar(set, new TanhOperator(), input);
        CheckSameAsScalar(set, new SigmoidOperator(), input);
        CheckSameAsScalar(set, new NormalDistributionFunction(), input);
        CheckSameAsScalar(set, new SinFunction(), input);
        CheckSameAsScalar(set, new CosFunction(), input);
    }

    static void Sweep<TOperator>(string set, TOperator f, Func<double, double> reference, double units, int stride = Stride)
        where TOperator : struct, IUnaryOperator
    {
        float[] input = AllFloats(stride), output = new float[input.Length];
        OperatorRunner.Run(set, f, input, output);
        double worst = 0;
        float at = 0;
        for (int i = 0; i < input.Length; i++)
        {
            double error = ErrorInUnits(reference(input[i]), output[i]);
            if (error > worst)
            {
                (worst, at) = (error, input[i]);
            }
        }

        Assert.True(worst <= units, $"{worst:F3} units in the last place at {at:G9}");
    }

    static void SweepTurns<TOperator>(string set, TOperator f, Func<double, double> reference)
        where TOperator : struct, IUnaryOperator
    {
        float[] input = AllFloats(Stride), output = new float[input.Length];
        OperatorRunner.Run(set, f, input, output);
        double worst = 0;
        for (int i = 0; i < input.Length; i++)
        {
            double turn = BitConverter.SingleToUInt32Bits(input[i]) / 4294967296.0;
            worst = Math.Max(worst, Math.Abs(output[i] - reference(2 * Math.PI * turn)));
        }

        Assert.True(worst <= 1.1e-7, $"error {worst:G3}");
    }

    static void Check<TOperator>(string set, TOperator f, float[] input, float[] expected)
        where TOperator : struct, IUnaryOperator
    {
        // Three times over, so that every value is met in a vector and in a remainder.
        float[] all = [.. input, .. input, .. input], output = new float[all.Length];
        OperatorRunner.Run(set, f, all, output);
        for (int i = 0; i < all.Length; i++)
        {
            Assert.True(Tolerance.Exact.Accepts(expected[i % input.Length], output[i]), $"f({all[i]:G9}) = {output[i]:G9}");
        }
    }

    static void CheckSameAsScalar<TOperator>(string set, TOperator f, float[] input)
        where TOperator : struct, IUnaryOperator
    {
        float[] expected = new float[input.Length], output = new float[input.Length];
        OperatorRunner.Run("scalar", f, input, expected);
        OperatorRunner.Run(set, f, input, output);
        for (int i = 0; i < input.Length; i++)
        {
            // Which NaN comes of two is the processor's choice.
            bool same = BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(output[i]);
            Assert.True(same || (float.IsNaN(expected[i]) && float.IsNaN(output[i])), $"{typeof(TOperator).Name}({input[i]:G9})");
        }
    }

    static double ErrorInUnits(double expected, float actual)
    {
        if (new Tolerance(0.5).Accepts(expected, actual))
        {
            return 0;
        }

        float rounded = (float)expected;
        if (!float.IsFinite(rounded) || !float.IsFinite(actual))
        {
            // Rounding up to infinity is one unit above the greatest float.
            bool atTheEdge = Math.Abs(expected) > 3.4028233e38 && Math.Abs((double)actual) > 3.4028233e38;
            return atTheEdge ? 1 : double.PositiveInfinity;
        }

        double size = Math.Max(Math.Abs(expected), 1.17549435e-38);
        return Math.Abs(expected - actual) / Math.ScaleB(1, Math.ILogB(size) - 23);
    }

    static float[] AllFloats(int stride)
    {
        var values = new float[uint.MaxValue / (uint)stride];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BitConverter.UInt32BitsToSingle((uint)i * (uint)stride);
        }

        return values;
    }
}
