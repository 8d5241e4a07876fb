using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>r = ρ r + (1 - ρ) g²; m = ρ m + (1 - ρ) g; w -= η g / (√(r - m²) + ε). The difference is kept from falling below 0 by rounding.</summary>
internal readonly struct CenteredRmsPropOperator(RmsPropStep step) : IUpdateOperator
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V gradient, ref V weight, ref V square, ref V mean, ref V unused0)
        where V : struct
        where S : struct, ISimd<V>
    {
        square = Moving.Average<V, S>(square, S.Multiply(gradient, gradient), step.Rho);
        mean = Moving.Average<V, S>(mean, gradient, step.Rho);
        V variance = S.LimitBelow(S.Zero, S.Subtract(square, S.Multiply(mean, mean)));
        V deviation = S.Add(S.SquareRoot(variance), S.Broadcast(step.Epsilon));
        weight = S.Subtract(weight, S.Divide(S.Multiply(gradient, S.Broadcast(step.LearningRate)), deviation));
    }
}
