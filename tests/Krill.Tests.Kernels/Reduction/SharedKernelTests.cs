using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class SharedKernelTests
{
    static IEnumerable<int> Lengths => ReductionTests.Lengths.Append(4096).Append(2 * 4096 + 19);

    [Theory, AvailableKernelSets(GuardSide.Behind, GuardSide.Before)]
    public void SharedBinary_AnyLength_IsTheOperation(string set, object side)
    {
        foreach (int length in Lengths)
        {
            foreach (BinaryKind kind in Enum.GetValues<BinaryKind>())
            {
                foreach (int otherLength in new[] { length, 1 })
                {
                    using var tensors = new GuardedTensors((GuardSide)side);
                    float[] a = TestValues.Uniform(length, 1), b = TestValues.Uniform(otherLength, 2);
                    Storage output = tensors.SharedOutput(length);
                    KernelRunner.Run(AvailableKernelSets.Factory(set).SharedBinary(kind, tensors.Shared(a), tensors.Shared(b), output));
                    double[] expected = [.. a.Select((value, i) => ElementwiseReference.Binary(kind, value, b[i % otherLength]))];
                    Tolerance.Element(0.5).Check(expected, output.Span, $"{kind} of {length} and {otherLength}");
                }
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void SharedScale_InPlace_Multiplies(string set)
    {
        foreach (int length in Lengths)
        {
            using var tensors = new GuardedTensors();
            float[] values = TestValues.Uniform(length, 1);
            Storage tensor = tensors.Shared(values);
            KernelRunner.Run(AvailableKernelSets.Factory(set).SharedScale(0.7f, tensor, tensor));
            Tolerance.CheckSameBits([.. values.Select(value => 0.7f * value)], tensor.Span, $"{length} floats");
        }
    }

    [Theory, AvailableKernelSets(GuardSide.Behind, GuardSide.Before)]
    public void Regularize_AnyLength_AddsTheGradientOfThePenalty(string set, object side)
    {
        foreach (int length in Lengths)
        {
            foreach ((float l1, float l2) in new[] { (0.01f, 0f), (0f, 0.02f), (0.03f, 0.04f) })
            {
                using var tensors = new GuardedTensors((GuardSide)side);
                float[] weights = TestValues.Uniform(length, 1), before = TestValues.Uniform(length, 2);
                weights[length / 2] = 0;
                Storage gradient = tensors.Shared(before), penalty = tensors.SharedOutput(1);
                KernelRunner.Run(AvailableKernelSets.Factory(set).Regularize(l1, l2, tensors.Shared(weights), gradient, penalty));
                double expected = weights.Sum(w => l1 * Math.Abs((double)w) + l2 * (double)w * w);
                double[] gradients = [.. weights.Select((w, i) => before[i] + l1 * (double)Math.Sign(w) + 2 * l2 * (double)w)];
                Tolerance.Sum(length).Check([expected], penalty.Span, $"penalty of {length}");
                Tolerance.Element(3).Check(gradients, gradient.Span, $"gradient of {length}", 2.5);
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void Regularize_RunAgainOnAnyThreads_SameBits(string set)
    {
        const int length = 9 * 4096 + 5;
        using var tensors = new GuardedTensors();
        Storage weights = tensors.Shared(TestValues.Uniform(length, 1)), penalty = tensors.SharedOutput(1);
        TaskKernel kernel = AvailableKernelSets.Factory(set).Regularize(1e-3f, 1e-4f, weights, null, penalty);
        KernelRunner.Run(kernel);
        float expected = penalty.Span[0];
        foreach (int threads in new[] { 1, 2, 5 })
        {
            for (int run = 0; run < 20; run++)
            {
                penalty.Span[0] = float.NaN;
                KernelRunner.RunOnPool(kernel, threads);
                Assert.Equal(expected, penalty.Span[0]);
            }
        }
    }

    [Fact]
    public void SharedBinary_OtherLength_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => KernelFactory.For(KernelSet.Scalar).SharedBinary(
            BinaryKind.Add, new Storage(StorageKind.Shared, 6), new Storage(StorageKind.Shared, 5), new Storage(StorageKind.Shared, 6)));
        Assert.Equal("received 5 floats; expected 6. (Parameter 'b')", error.Message);
    }
}
