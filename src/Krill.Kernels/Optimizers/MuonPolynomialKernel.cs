using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>polynomial = a I + b G + c G², square matrices.</summary>
internal sealed unsafe class MuonPolynomialKernel<V, S>(float a, float b, float c, int side, MuonPowers powers) : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    public override int Tasks => side;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int task, float* scratch)
    {
        long row = (long)task * side;
        float* gram = powers.Gram.Start + row, squared = powers.GramSquared.Start + row, target = powers.Polynomial.Start + row;
        int i = 0;
        for (; i <= side - S.Width; i += S.Width)
        {
            S.Store(target + i, S.MultiplyAdd(S.Load(squared + i), S.Broadcast(c), S.Multiply(S.Load(gram + i), S.Broadcast(b))));
        }

        for (; i < side; i++)
        {
            target[i] = SimdScalar.MultiplyAdd(squared[i], c, gram[i] * b);
        }

        target[task] += a;
    }
}
