using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class ActivationTests
{
    const float Slope = 0.3f;

    static readonly ActivationKind[] Kinds = Enum.GetValues<ActivationKind>();

    // Without a fused multiply-add, GELU loses up to x² / 2 last places.
    static readonly Tolerance Forward = Tolerance.Element(Processor.HasFusedMultiplyAdd ? 5 : 24);

    [Theory, AvailableKernelSets]
    public void Activation_EveryLength_MatchesDoublePrecision(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (ActivationKind kind in Kinds)
        {
            foreach (int length in TestValues.Lengths)
            {
                using var tensors = new GuardedTensors();
                float[] values = TestValues.Uniform(length, (ulong)length, -6, 6);
                Storage input = tensors.Batched(1, values), output = tensors.Output(1, length);
                KernelRunner.Run(factory.Activation(kind, Slope, input, output), 1);
                double[] expected = [.. values.Select(x => ElementwiseReference.Activation(kind, Slope, x))];
                Forward.Check(expected, output.Images(1), $"{kind}");
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void Activation_SpecialValues_MatchDoublePrecision(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        float[] values = TestValues.Special.ToArray();
        foreach (ActivationKind kind in Kinds)
        {
            using var tensors = new GuardedTensors();
            Storage input = tensors.Batched(1, values), output = tensors.Output(1, values.Length);
            KernelRunner.Run(factory.Activation(kind, Slope, input, output), 1);
            double[] expected = [.. values.Select(x => ElementwiseReference.Activation(kind, Slope, x))];

            // Swish and GELU at -∞ are -∞ · 0.
            Forward.Check([.. expected.Select((e, i) => IsProductWithZero(kind, values[i]) ? double.NaN : e)], output.Images(1), $"{kind}");
        }
    }

    [Theory, AvailableKernelSets]
    public void Activation_AnySplitOrInPlace_SameBits(string set)
    {
        const int Images = 7, Length = 37;
        KernelFactory factory = AvailableKernelSets.Factory(set);
        float[] values = TestValues.Uniform(Images * Length, 5, -4, 4);
        foreach (ActivationKind kind in Kinds)
        {
            using var tensors = new GuardedTensors();
            Storage input = tensors.Batched(Images, values), whole = tensors.Output(Images, Length);
            KernelRunner.Run(factory.Activation(kind, Slope, input, whole), Images);
            foreach (BatchSplit split in KernelRunner.Splits(Images))
            {
                Storage output = tensors.Output(Images, Length), place = tensors.Batched(Images, values);
                KernelRunner.Run(factory.Activation(kind, Slope, input, output), split);
                KernelRunner.RunOnPool(factory.Activation(kind, Slope, place, place), split, 2);
                Tolerance.CheckSameBits(whole.Images(Images), output.Images(Images), $"{kind}, {split}");
                Tolerance.CheckSameBits(whole.Images(Images), place.Images(Images), $"{kind} in place, {split}");
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void ActivationGradient_EveryKind_MatchesCentralDifferences(string set)
    {
        const int Length = 257;
        KernelFactory factory = AvailableKernelSets.Factory(set);
        float[] values = TestValues.Uniform(Length, 3, -5, 5), gradients = TestValues.Uniform(Length, 4);
        foreach (ActivationKind kind in Kinds)
        {
            using var tensors = new GuardedTensors();
            Storage input = tensors.Batched(1, values), output = tensors.Output(1, Length), place = tensors.Batched(1, gradients);
            Storage outputGradient = tensors.Batched(1, gradients), inputGradient = tensors.Output(1, Length);
            KernelRunner.Run(factory.Activation(kind, Slope, input, output), 1);
            Storage saved = Activations.SavesOutput(kind) ? output : input;
            KernelRunner.Run(factory.ActivationGradient(kind, Slope, saved, outputGradient, inputGradient), 1);
            KernelRunner.Run(factory.ActivationGradient(kind, Slope, saved, place, place), 1);

            const double Step = 1e-5;
            var expected = new double[Length];
            for (int i = 0; i < Length; i++)
            {
                double above = ElementwiseReference.Activation(kind, Slope, values[i] + Step);
                double below = ElementwiseReference.Activation(kind, Slope, values[i] - Step);
                expected[i] = gradients[i] * (above - below) / (2 * Step);
            }

            // 1 - y and the like cancel: the error is relative to the gradient that came in, not to the one that goes out.
            Tolerance.Element(6).Check(expected, inputGradient.Images(1), $"{kind}", [.. gradients.Select(g => (double)g)]);
            Tolerance.CheckSameBits(inputGradient.Images(1), place.Images(1), $"{kind} in place");
        }
    }

    [Theory, AvailableKernelSets]
    public void ReluGradient_AtZeroAndNaN_IsZero(string set)
    {
        using var tensors = new GuardedTensors();
        Storage saved = tensors.Batched(1, 0f, -0f, float.NaN, float.Epsilon), gradient = tensors.Batched(1, 2f, 2f, 2f, 2f);
        KernelRunner.Run(AvailableKernelSets.Factory(set).ActivationGradient(ActivationKind.Relu, 0, saved, gradient, gradient), 1);
        Assert.Equal([0f, 0f, 0f, 2f], gradient.Images(1).ToArray());
    }

    static bool IsProductWithZero(ActivationKind kind, float x) =>
        kind is ActivationKind.Swish or ActivationKind.Gelu && float.IsNegativeInfinity(x);
}
