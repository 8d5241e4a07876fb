using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>m = μ m + g; u = g + μ m with Nesterov's momentum, else m; and the sums of squares of u and of the weights, a block each.</summary>
internal sealed unsafe class MuonMomentumKernel<V, S>(MuonStep step, float momentum, bool nesterov, MuonOperands operands) : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    public override int Tasks => SharedBlocks.Count(operands.Weights.Length);

    public override void Run(int task, float* scratch)
    {
        if (step.IsIdle)
        {
            return;
        }

        (int first, int end) = SharedBlocks.Range(task, operands.Weights.Length);
        float* update = operands.Update.Start + first, weights = operands.Weights.Start + first;
        Move(operands.Gradient.Start + first, operands.Momentum.Start + first, update, end - first);
        operands.Squares.Start[task] = (float)BlockSum<V, S, SquareTerm>.Sum(update, update, end - first);
        operands.Squares.Start[Tasks + task] = (float)BlockSum<V, S, SquareTerm>.Sum(weights, weights, end - first);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Move(float* gradient, float* average, float* update, int length)
    {
        int i = 0;
        for (; i <= length - S.Width; i += S.Width)
        {
            Move<V, S>(gradient + i, average + i, update + i);
        }

        for (; i < length; i++)
        {
            Move<float, SimdScalar>(gradient + i, average + i, update + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Move<W, T>(float* gradient, float* average, float* update)
        where W : struct
        where T : struct, ISimd<W>
    {
        W g = T.Load(gradient), mu = T.Broadcast(momentum);
        W m = T.MultiplyAdd(mu, T.Load(average), g);
        T.Store(average, m);
        T.Store(update, nesterov ? T.MultiplyAdd(mu, m, g) : m);
    }
}
