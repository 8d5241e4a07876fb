using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class PixelNormalizationTests
{
    [Theory, AvailableKernelSets]
    public void Apply_EveryLength_IsOneMultiplyAddAPixel(string set)
    {
        foreach (int length in TestValues.Lengths)
        {
            using var guarded = new GuardedTensors();
            Span<float> pixels = guarded.Floats(TestValues.Uniform(length, 1)), factors = guarded.Floats(TestValues.Uniform(length, 2));
            Span<float> offsets = guarded.Floats(TestValues.Uniform(length, 3));
            double[] expected = [.. pixels.ToArray().Zip(factors.ToArray(), offsets.ToArray()).Select(x => ((double)x.First * x.Second) + x.Third)];
            double[] magnitudes = [.. pixels.ToArray().Zip(factors.ToArray(), offsets.ToArray()).Select(x => Math.Abs((double)x.First * x.Second) + Math.Abs(x.Third))];

            PixelNormalization.Apply(pixels, factors, offsets, AvailableKernelSets.Factory(set).Set);

            Tolerance.Element().Check(expected, pixels, $"length {length}", magnitudes);
        }
    }
}
