using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>As <see cref="MomentumRmsPropOperator"/>, with √(r - m² + ε), m = ρ m + (1 - ρ) g.</summary>
internal readonly struct CenteredMomentumRmsPropOperator(RmsPropStep step) : IUpdateOperator
{
    public static int States => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V gradient, ref V weight, ref V square, ref V velocity, ref V mean)
        where V : struct
        where S : struct, ISimd<V>
    {
        square = Moving.Average<V, S>(square, S.Multiply(gradient, gradient), step.Rho);
        mean = Moving.Average<V, S>(mean, gradient, step.Rho);
        V variance = S.LimitBelow(S.Zero, S.Subtract(square, S.Multiply(mean, mean)));
        V deviation = S.SquareRoot(S.Add(variance, S.Broadcast(step.Epsilon)));
        V change = S.Divide(S.Multiply(gradient, S.Broadcast(step.LearningRate)), deviation);
        velocity = S.MultiplyAdd(velocity, S.Broadcast(step.Momentum), change);
        weight = S.Subtract(weight, velocity);
    }
}
