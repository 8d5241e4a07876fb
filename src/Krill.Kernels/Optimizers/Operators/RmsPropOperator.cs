using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>r = ρ r + (1 - ρ) g²; w -= η g / (√r + ε).</summary>
internal readonly struct RmsPropOperator(RmsPropStep step) : IUpdateOperator
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V gradient, ref V weight, ref V square, ref V unused0, ref V unused1)
        where V : struct
        where S : struct, ISimd<V>
    {
        square = Moving.Average<V, S>(square, S.Multiply(gradient, gradient), step.Rho);
        V deviation = S.Add(S.SquareRoot(square), S.Broadcast(step.Epsilon));
        weight = S.Subtract(weight, S.Divide(S.Multiply(gradient, S.Broadcast(step.LearningRate)), deviation));
    }
}
