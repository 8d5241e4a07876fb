using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>average += share · (weight - average): the average in the weight's place, the weight in the gradient's.</summary>
internal readonly struct AverageOperator(float share) : IUpdateOperator
{
    public static int States => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V weight, ref V average, ref V unused0, ref V unused1, ref V unused2)
        where V : struct
        where S : struct, ISimd<V> =>
        average = S.MultiplyAdd(S.Subtract(weight, average), S.Broadcast(share), average);
}
