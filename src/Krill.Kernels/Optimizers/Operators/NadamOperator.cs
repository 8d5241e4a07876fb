using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>m = β₁ m + (1 - β₁) g; v = β₂ v + (1 - β₂) g²; w -= η (gradientFactor · g + momentFactor · m) / (√(varianceFactor · v) + ε).</summary>
internal readonly struct NadamOperator(NadamStep step) : IUpdateOperator
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V gradient, ref V weight, ref V moment, ref V square, ref V unused0)
        where V : struct
        where S : struct, ISimd<V>
    {
        moment = Moving.Average<V, S>(moment, gradient, step.Beta1);
        square = Moving.Average<V, S>(square, S.Multiply(gradient, gradient), step.Beta2);
        V ahead = S.MultiplyAdd(moment, S.Broadcast(step.MomentFactor), S.Multiply(gradient, S.Broadcast(step.GradientFactor)));
        V deviation = S.Add(S.SquareRoot(S.Multiply(square, S.Broadcast(step.VarianceFactor))), S.Broadcast(step.Epsilon));
        weight = S.Subtract(weight, S.Divide(S.Multiply(ahead, S.Broadcast(step.LearningRate)), deviation));
    }
}
