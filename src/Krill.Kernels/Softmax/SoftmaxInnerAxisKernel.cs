using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// Softmax along an axis with others inside it: vectors lie across the inner positions, each lane is a softmax of its own,
/// summed in the axis's order. The positions that fill no vector are done one at a time, to the same bits.
/// </summary>
internal sealed unsafe class SoftmaxInnerAxisKernel<V, S> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    readonly int _outer;
    readonly int _axis;
    readonly int _inner;
    readonly Storage _input;
    readonly Storage _output;

    public SoftmaxInnerAxisKernel(int outer, int axis, int inner, Storage input, Storage output)
    {
        Operands.RequireLength(input, checked(outer * axis * inner));
        Operands.RequireLength(output, outer * axis * inner);
        _outer = outer;
        _axis = axis;
        _inner = inner;
        _input = input;
        _output = output;
    }

    public override void Run(in Work work)
    {
        float* x = _input.At(work), y = _output.At(work);
        long blocks = (long)work.Count * _outer;
        for (long block = 0; block < blocks; block++)
        {
            int i = Columns<V, S>(x, y, 0);
            Columns<float, SimdScalar>(x, y, i);
            x += _axis * _inner;
            y += _axis * _inner;
        }
    }

    /// <summary>Does as many inner positions from the given one on as fill vectors; returns the first that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Columns<W, T>(float* x, float* y, int first)
        where W : struct
        where T : struct, ISimd<W>
    {
        int axis = _axis, inner = _inner, i = first;
        for (; i <= inner - T.Width; i += T.Width)
        {
            W greatest = T.Broadcast(float.NegativeInfinity);
            for (int k = 0; k < axis; k++)
            {
                greatest = T.Max(greatest, T.Load(x + k * inner + i));
            }

            W sum = T.Zero;
            for (int k = 0; k < axis; k++)
            {
                W e = SimdMath.Exp<W, T>(T.Subtract(T.Load(x + k * inner + i), greatest));
                T.Store(y + k * inner + i, e);
                sum = T.Add(sum, e);
            }

            W factor = T.Divide(T.Broadcast(1), sum);
            for (int k = 0; k < axis; k++)
            {
                T.Store(y + k * inner + i, T.Multiply(T.Load(y + k * inner + i), factor));
            }
        }

        return i;
    }
}
