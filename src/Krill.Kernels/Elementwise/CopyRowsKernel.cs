using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Copies a block of rows of every image.</summary>
internal sealed unsafe class CopyRowsKernel<V, S> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    readonly Storage _input;
    readonly Storage _output;
    readonly RowLayout _from;
    readonly RowLayout _to;
    readonly int _rows;
    readonly int _length;

    public CopyRowsKernel(Storage input, RowLayout from, Storage output, RowLayout to, int rows, int length)
    {
        Operands.RequireRows(input, from, rows, length);
        Operands.RequireRows(output, to, rows, length);
        _input = input;
        _output = output;
        _from = from;
        _to = to;

        // Rows that touch are one row.
        bool joined = from.Stride == length && to.Stride == length;
        _rows = joined ? 1 : rows;
        _length = joined ? rows * length : length;
    }

    public override void Run(in Work work)
    {
        float* from = _input.At(work) + _from.Offset, to = _output.At(work) + _to.Offset;
        bool shared = _input.Kind == StorageKind.Shared;
        for (int image = 0; image < work.Count; image++)
        {
            CopyImage(from, to);
            from += shared ? 0 : _input.Length;
            to += _output.Length;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void CopyImage(float* from, float* to)
    {
        int length = _length;
        for (int row = 0; row < _rows; row++)
        {
            int i = 0;
            for (; i <= length - S.Width; i += S.Width)
            {
                S.Store(to + i, S.Load(from + i));
            }

            for (; i < length; i++)
            {
                to[i] = from[i];
            }

            from += _from.Stride;
            to += _to.Stride;
        }
    }
}
