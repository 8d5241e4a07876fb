using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Reads what <see cref="PackingKernel{V, S}"/> wrote.</summary>
internal sealed unsafe class UnpackingKernel<V, S>(Storage packed, Storage values) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    const int Block = PackingKernel<V, S>.Block;

    public override int PieceUnit => Block;

    public override BatchKernel InPieces(int pieces) => new UnpackingKernel<V, S>(packed.InPieces(pieces), values.InPieces(pieces));

    public override void Run(in Work work)
    {
        float* source = packed.At(work), target = values.At(work);
        for (int image = 0; image < work.Count; image++)
        {
            Unpack(source, target, values.Length);
            source += packed.Length;
            target += values.Length;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Unpack(float* source, float* target, int length)
    {
        const int Half = Block / 2;
        for (; length >= Block; length -= Block)
        {
            for (int i = 0; i < Half; i += S.Width)
            {
                UnpackPair<V, S>(source + i, target + i, target + i + Half);
            }

            source += Half;
            target += Block;
        }

        for (int i = 0; i < length / 2; i++)
        {
            UnpackPair<float, SimdScalar>(source + i, target + i, target + i + (length / 2));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void UnpackPair<W, T>(float* source, float* first, float* second)
        where W : struct
        where T : struct, ISimd<W>
    {
        W words = T.Load(source);
        T.Store(first, T.ShiftLeft(words, 16));
        T.Store(second, T.And(words, T.BroadcastInteger(unchecked((int)0xFFFF0000))));
    }
}
