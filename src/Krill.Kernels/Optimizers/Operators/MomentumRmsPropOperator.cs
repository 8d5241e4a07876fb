using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>r = ρ r + (1 - ρ) g²; v = μ v + η g / √(r + ε); w -= v. With momentum, Keras has ε under the root.</summary>
internal readonly struct MomentumRmsPropOperator(RmsPropStep step) : IUpdateOperator
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V gradient, ref V weight, ref V square, ref V velocity, ref V unused0)
        where V : struct
        where S : struct, ISimd<V>
    {
        square = Moving.Average<V, S>(square, S.Multiply(gradient, gradient), step.Rho);
        V deviation = S.SquareRoot(S.Add(square, S.Broadcast(step.Epsilon)));
        V change = S.Divide(S.Multiply(gradient, S.Broadcast(step.LearningRate)), deviation);
        velocity = S.MultiplyAdd(velocity, S.Broadcast(step.Momentum), change);
        weight = S.Subtract(weight, velocity);
    }
}
