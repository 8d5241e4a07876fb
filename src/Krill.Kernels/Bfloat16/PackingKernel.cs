using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Rounds a tensor to bfloat16, in its place and into half the memory. <see cref="UnpackingKernel{V, S}"/> reads it back, bit for bit.</summary>
/// <remarks>
/// Of each <see cref="Block"/> floats the first half lie in the lower halves of 16 words and the second in the upper ones: neither way needs more than shifts
/// and masks. What is left at the end is paired likewise.
/// </remarks>
internal sealed unsafe class PackingKernel<V, S>(Storage values, Storage packed) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    /// <summary>Floats that are packed together.</summary>
    public const int Block = 32;

    public override int PieceUnit => Block;

    public override BatchKernel InPieces(int pieces) => new PackingKernel<V, S>(values.InPieces(pieces), packed.InPieces(pieces));

    public override void Run(in Work work)
    {
        float* source = values.At(work), target = packed.At(work);
        for (int image = 0; image < work.Count; image++)
        {
            Pack(source, target, values.Length);
            source += values.Length;
            target += packed.Length;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Pack(float* source, float* target, int length)
    {
        const int Half = Block / 2;
        for (; length >= Block; length -= Block)
        {
            for (int i = 0; i < Half; i += S.Width)
            {
                PackPair<V, S>(source + i, source + i + Half, target + i);
            }

            source += Block;
            target += Half;
        }

        for (int i = 0; i < length / 2; i++)
        {
            PackPair<float, SimdScalar>(source + i, source + i + (length / 2), target + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void PackPair<W, T>(float* first, float* second, float* target)
        where W : struct
        where T : struct, ISimd<W>
    {
        var round = default(Bfloat16Operator);
        W low = round.Invoke<W, T>(T.Load(first)), high = round.Invoke<W, T>(T.Load(second));
        T.Store(first, low);
        T.Store(second, high);
        T.Store(target, T.Or(T.ShiftRight(low, 16), high));
    }
}
