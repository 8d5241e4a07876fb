using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>m = β₁ m + (1 - β₁) g; v = β₂ v + (1 - β₂) g²; w -= decay · w; w -= η m / (√v + ε).</summary>
internal readonly struct AdamOperator(AdamStep step) : IUpdateOperator
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V gradient, ref V weight, ref V moment, ref V square, ref V unused0)
        where V : struct
        where S : struct, ISimd<V>
    {
        moment = Moving.Average<V, S>(moment, gradient, step.Beta1);
        square = Moving.Average<V, S>(square, S.Multiply(gradient, gradient), step.Beta2);
        weight = S.MultiplyAdd(weight, S.Broadcast(-step.Decay), weight);
        V deviation = S.Add(S.SquareRoot(square), S.Broadcast(step.Epsilon));
        weight = S.Subtract(weight, S.Divide(S.Multiply(moment, S.Broadcast(step.LearningRate)), deviation));
    }
}
