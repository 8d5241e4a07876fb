using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>w -= η g.</summary>
internal readonly struct SgdOperator(float learningRate) : IUpdateOperator
{
    public static int States => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V, S>(V gradient, ref V weight, ref V unused0, ref V unused1, ref V unused2)
        where V : struct
        where S : struct, ISimd<V>
    {
        weight = S.MultiplyAdd(gradient, S.Broadcast(-learningRate), weight);
    }
}
