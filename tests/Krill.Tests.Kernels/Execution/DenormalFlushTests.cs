using System.Runtime.CompilerServices;
using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels.Execution;

/// <summary>That denormals are flushed where the steps run, and nowhere else.</summary>
public class DenormalFlushTests
{
    const float Denormal = 1e-40f;

    [Fact]
    public void Begin_OnLinux_IsSupported() => Assert.Equal(OperatingSystem.IsLinux(), DenormalFlush.IsSupported);

    [Fact]
    public void Begin_UntilDisposed_TakesDenormalsForZero()
    {
        Assert.NotEqual(0, Product(Denormal, 4));
        using (DenormalFlush.Begin())
        {
            // As an operand, and as a result.
            Assert.Equal(!DenormalFlush.IsSupported, Product(Denormal, 1e10f) != 0);
            Assert.Equal(!DenormalFlush.IsSupported, Product(1e-30f, 1e-9f) != 0);
            Assert.Equal(2e-38f, Product(2e-38f, 1));
        }

        Assert.NotEqual(0, Product(Denormal, 4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_OnEveryThread_TakesDenormalsForZero(int threads)
    {
        const int Images = 64;
        KernelFactory factory = KernelFactory.For(KernelSets.Current);
        using var tensors = new GuardedTensors();
        float[] values = new float[Images * 5];
        Array.Fill(values, Denormal);
        Storage output = tensors.Output(Images, 5);
        KernelRunner.RunOnPool(factory.Scale(1e10f, tensors.Batched(Images, values), output), new BatchSplit(Images, 32, 1), threads);
        float expected = DenormalFlush.IsSupported ? 0 : Denormal * 1e10f;
        Assert.All(output.Images(Images).ToArray(), value => Assert.Equal(expected, value));
        Assert.NotEqual(0, Product(Denormal, 4));
    }

    // Kernels are compiled when they first run, which is while denormals are flushed; small integers in floats look like denormals.
    [Fact]
    public void Begin_CodeThatIsCompiledMeanwhile_KeepsItsIntegers()
    {
        using (DenormalFlush.Begin())
        {
            Assert.Equal(0x007FFFFF + 5, Integers(5));
            Assert.Equal(MathF.Log(3), Logarithm(3), 1e-6f);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static int Integers(int value) => BitConverter.SingleToInt32Bits(
        SimdScalar.AddInteger(SimdScalar.BroadcastInteger(0x007FFFFF), SimdScalar.BroadcastInteger(value)));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static float Logarithm(float x) => SimdMath.Log<float, SimdScalar>(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static float Product(float a, float b) => a * b;
}
