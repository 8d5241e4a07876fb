using Krill.Kernels;

namespace Krill.Optimizers;

/// <summary>What is the same in a step for all weights, of Adam and AdamW.</summary>
internal static class AdamScalars
{
    /// <summary>
    /// The scalars of a step, from 1. The corrections take β₁ and β₂ as the floats that the averages use: 1 - 0.999f differs from 0.001 by 5e-5 of it, and
    /// must do so in both.
    /// </summary>
    public static AdamStep Of(double rate, double beta1, double beta2, double epsilon, long step)
    {
        double correction = Math.Sqrt(1 - Math.Pow((float)beta2, step)) / (1 - Math.Pow((float)beta1, step));
        return new AdamStep((float)(rate * correction), (float)beta1, (float)beta2, (float)epsilon, Decay: 0);
    }
}
