namespace Krill.Kernels;

/// <summary>Softmax along rows of neighbouring floats.</summary>
internal sealed unsafe class SoftmaxLastAxisKernel<V, S> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    readonly int _rows;
    readonly int _axis;
    readonly Storage _input;
    readonly Storage _output;

    public SoftmaxLastAxisKernel(int rows, int axis, Storage input, Storage output)
    {
        Operands.RequireLength(input, checked(rows * axis));
        Operands.RequireLength(output, rows * axis);
        _rows = rows;
        _axis = axis;
        _input = input;
        _output = output;
    }

    public override int PieceUnit => _axis;

    public override BatchKernel InPieces(int pieces) => new SoftmaxLastAxisKernel<V, S>(_rows / pieces, _axis, _input.InPieces(pieces), _output.InPieces(pieces));

    public override long ScratchLength(int images) => PartialVector.BufferLength;

    public override void Run(in Work work)
    {
        float* x = _input.At(work), y = _output.At(work);
        long rows = (long)work.Count * _rows;
        for (long row = 0; row < rows; row++)
        {
            float greatest = SoftmaxRow<V, S>.Maximum(x, _axis, work.Scratch);
            float sum = SoftmaxRow<V, S>.Exponentials(x, greatest, y, _axis, work.Scratch);
            ElementLoops.Unary<V, S, ScaleOperator>(new(1 / sum), y, y, _axis);
            x += _axis;
            y += _axis;
        }
    }
}
