using Krill.Kernels;

namespace Krill.Initializers;

/// <summary>Normally distributed numbers around 0, those farther than two deviations drawn again, as Keras's normal initializers have them.</summary>
internal static class TruncatedNormal
{
    /// <summary>The standard deviation that is left of a normal distribution of deviation 1 when it is cut at ±2.</summary>
    const double CutDeviation = 0.87962566103423978;

    /// <summary>Numbers whose deviation is the one given: the distribution that is cut is as much wider as makes up for the cut.</summary>
    public static void Fill(Span<float> values, ulong seed, double deviation) =>
        RandomFill.TruncatedNormal(values, seed, stream: 0, mean: 0, (float)(deviation / CutDeviation));
}
