using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// The loop of all optimizers: whole vectors, then the remainder by the scalar twin to the same bits, so that a tensor may be
/// updated in pieces. The loads and stores of states that an operator lacks are compiled away.
/// </summary>
internal static unsafe class UpdateLoop<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    public static void Run<TOperator>(
        TOperator f, Span<float> weights, ReadOnlySpan<float> gradients, Span<float> state0 = default, Span<float> state1 = default, Span<float> state2 = default)
        where TOperator : struct, IUpdateOperator
    {
        RequireLength(gradients.Length, weights.Length, nameof(gradients));
        RequireLength(state0.Length, TOperator.States > 0 ? weights.Length : 0, nameof(state0));
        RequireLength(state1.Length, TOperator.States > 1 ? weights.Length : 0, nameof(state1));
        RequireLength(state2.Length, TOperator.States > 2 ? weights.Length : 0, nameof(state2));
        fixed (float* w = weights, g = gradients, s0 = state0, s1 = state1, s2 = state2)
        {
            int done = Run<V, S, TOperator>(f, weights.Length, 0, w, g, s0, s1, s2);
            Run<float, SimdScalar, TOperator>(f, weights.Length, done, w, g, s0, s1, s2);
        }
    }

    /// <summary>Does as many weights from the first on as fill vectors; returns the first that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Run<W, T, TOperator>(TOperator f, int length, int first, float* w, float* g, float* s0, float* s1, float* s2)
        where W : struct
        where T : struct, ISimd<W>
        where TOperator : struct, IUpdateOperator
    {
        int i = first;
        for (; i <= length - T.Width; i += T.Width)
        {
            W weight = T.Load(w + i);
            W a = TOperator.States > 0 ? T.Load(s0 + i) : T.Zero;
            W b = TOperator.States > 1 ? T.Load(s1 + i) : T.Zero;
            W c = TOperator.States > 2 ? T.Load(s2 + i) : T.Zero;
            f.Invoke<W, T>(T.Load(g + i), ref weight, ref a, ref b, ref c);
            T.Store(w + i, weight);
            if (TOperator.States > 0)
            {
                T.Store(s0 + i, a);
            }

            if (TOperator.States > 1)
            {
                T.Store(s1 + i, b);
            }

            if (TOperator.States > 2)
            {
                T.Store(s2 + i, c);
            }
        }

        return i;
    }

    static void RequireLength(int received, int expected, string name)
    {
        if (received != expected)
        {
            throw new ArgumentException($"received {received} floats; expected {expected}.", name);
        }
    }
}
