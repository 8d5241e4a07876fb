using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>a = ρ a + (1 - ρ) g²; d = g √(c + ε) / √(a + ε); c = ρ c + (1 - ρ) d²; w -= η d.</summary>
internal readonly struct AdadeltaOperator(AdadeltaStep step) : IUpdateOperator
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V gradient, ref V weight, ref V square, ref V change, ref V unused0)
        where V : struct
        where S : struct, ISimd<V>
    {
        square = Moving.Average<V, S>(square, S.Multiply(gradient, gradient), step.Rho);
        V epsilon = S.Broadcast(step.Epsilon);
        V ratio = S.Divide(S.SquareRoot(S.Add(change, epsilon)), S.SquareRoot(S.Add(square, epsilon)));
        V update = S.Multiply(ratio, gradient);
        change = Moving.Average<V, S>(change, S.Multiply(update, update), step.Rho);
        weight = S.MultiplyAdd(update, S.Broadcast(-step.LearningRate), weight);
    }
}
