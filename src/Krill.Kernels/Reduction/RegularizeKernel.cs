using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>The penalty l1 · Σ|w| + l2 · Σw² of a weight, and its gradient l1 · sign(w) + 2 · l2 · w added to the weight's.</summary>
/// <remarks>
/// Each task leaves the penalty of its block; the task that is done last, whichever that is, adds them up in the order of the blocks:
/// the bits do not depend on who comes when, and the penalty needs no stage of its own.
/// </remarks>
internal sealed unsafe class RegularizeKernel<V, S>(float l1, float l2, Storage weights, Storage? gradient, Storage penalty) : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    readonly double[] _penalties = new double[SharedBlocks.Count(weights.Length)];
    int _done;

    public override int Tasks => _penalties.Length;

    public override void Run(int task, float* scratch)
    {
        (int first, int end) = SharedBlocks.Range(task, weights.Length);
        _penalties[task] = Penalty(weights.Start + first, end - first);
        if (gradient is not null)
        {
            AddGradient(weights.Start + first, gradient.Start + first, end - first);
        }

        // A full fence: whoever counts the last task sees what the others left.
        if (Interlocked.Increment(ref _done) == _penalties.Length)
        {
            _done = 0;
            double sum = 0;
            foreach (double part in _penalties)
            {
                sum += part;
            }

            *penalty.Start = (float)sum;
        }
    }

    double Penalty(float* block, int length)
    {
        double absolute = l1 == 0 ? 0 : l1 * BlockSum<V, S, AbsoluteTerm>.Sum(block, block, length);
        double square = l2 == 0 ? 0 : l2 * BlockSum<V, S, SquareTerm>.Sum(block, block, length);
        return absolute + square;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddGradient(float* block, float* sums, int length)
    {
        int i = 0;
        for (; i <= length - S.Width; i += S.Width)
        {
            S.Store(sums + i, S.Add(S.Load(sums + i), Gradient<V, S>(S.Load(block + i), S.Broadcast(l1), S.Broadcast(2 * l2))));
        }

        for (; i < length; i++)
        {
            sums[i] += Gradient<float, SimdScalar>(block[i], l1, 2 * l2);
        }
    }

    // sign(0) = 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static W Gradient<W, T>(W weight, W slope, W curvature)
        where W : struct
        where T : struct, ISimd<W>
    {
        W sign = T.Select(T.Greater(weight, T.Zero), slope, T.Select(T.Greater(T.Zero, weight), T.Negate(slope), T.Zero));
        return T.MultiplyAdd(curvature, weight, sign);
    }
}
