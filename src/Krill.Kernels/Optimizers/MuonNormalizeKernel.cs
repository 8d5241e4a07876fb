using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>matrix = update / (its norm + ε), transposed where the matrix is to have its longer side down.</summary>
/// <param name="epsilon">ε.</param>
/// <param name="transposedRows">Rows of an update that is transposed; 0 for none.</param>
/// <param name="update">The update.</param>
/// <param name="squares">Its sums of squares.</param>
/// <param name="matrix">The result.</param>
internal sealed unsafe class MuonNormalizeKernel<V, S>(float epsilon, int transposedRows, Storage update, Storage squares, Storage matrix) : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    public override int Tasks => SharedBlocks.Count(update.Length);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int task, float* scratch)
    {
        (int i, int end) = SharedBlocks.Range(task, update.Length);
        float factor = (float)(1 / (MuonNorms.OfUpdate(squares) + epsilon));
        float* source = update.Start, target = matrix.Start;
        if (transposedRows > 0)
        {
            int columns = update.Length / transposedRows;
            for (; i < end; i++)
            {
                target[i] = source[(i % transposedRows * columns) + (i / transposedRows)] * factor;
            }

            return;
        }

        for (; i <= end - S.Width; i += S.Width)
        {
            S.Store(target + i, S.Multiply(S.Load(source + i), S.Broadcast(factor)));
        }

        for (; i < end; i++)
        {
            target[i] = source[i] * factor;
        }
    }
}
