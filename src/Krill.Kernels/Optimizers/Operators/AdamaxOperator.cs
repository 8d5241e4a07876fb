using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>m = β₁ m + (1 - β₁) g; u = max(β₂ u, |g|); w -= η m / (u + ε).</summary>
internal readonly struct AdamaxOperator(AdamaxStep step) : IUpdateOperator
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V gradient, ref V weight, ref V moment, ref V norm, ref V unused0)
        where V : struct
        where S : struct, ISimd<V>
    {
        moment = Moving.Average<V, S>(moment, gradient, step.Beta1);
        norm = S.Max(S.Multiply(norm, S.Broadcast(step.Beta2)), S.Abs(gradient));
        V divisor = S.Add(norm, S.Broadcast(step.Epsilon));
        weight = S.Subtract(weight, S.Divide(S.Multiply(moment, S.Broadcast(step.LearningRate)), divisor));
    }
}
