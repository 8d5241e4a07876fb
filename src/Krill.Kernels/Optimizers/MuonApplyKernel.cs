using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>w = w (1 - decay) s - η x, with s what brings the weights' norm to the one wanted, 1 where none is or the weights are all zero.</summary>
/// <param name="step">The step's rate and decay.</param>
/// <param name="norm">The norm wanted; 0 for none.</param>
/// <param name="transposedRows">Rows of weights whose x is transposed; 0 for none.</param>
/// <param name="matrix">x.</param>
/// <param name="squares">The sums of squares of the weights.</param>
/// <param name="weights">w.</param>
internal sealed unsafe class MuonApplyKernel<V, S>(MuonStep step, float norm, int transposedRows, Storage matrix, Storage squares, Storage weights) : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    public override int Tasks => SharedBlocks.Count(weights.Length);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int task, float* scratch)
    {
        if (step.IsIdle)
        {
            return;
        }

        (int i, int end) = SharedBlocks.Range(task, weights.Length);
        double length = norm > 0 ? MuonNorms.OfWeights(squares) : 0;
        float keep = (float)((1 - step.Decay) * (length > 0 ? norm / length : 1)), rate = -step.LearningRate;
        float* x = matrix.Start, w = weights.Start;
        if (transposedRows > 0)
        {
            int columns = weights.Length / transposedRows;
            for (; i < end; i++)
            {
                w[i] = SimdScalar.MultiplyAdd(x[(i % columns * transposedRows) + (i / columns)], rate, w[i] * keep);
            }

            return;
        }

        for (; i <= end - S.Width; i += S.Width)
        {
            S.Store(w + i, S.MultiplyAdd(S.Load(x + i), S.Broadcast(rate), S.Multiply(S.Load(w + i), S.Broadcast(keep))));
        }

        for (; i < end; i++)
        {
            w[i] = SimdScalar.MultiplyAdd(x[i], rate, w[i] * keep);
        }
    }
}
