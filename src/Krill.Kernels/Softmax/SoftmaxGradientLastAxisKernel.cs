namespace Krill.Kernels;

/// <summary>The gradient of a softmax along rows of neighbouring floats.</summary>
internal sealed unsafe class SoftmaxGradientLastAxisKernel<V, S> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    readonly int _rows;
    readonly int _axis;
    readonly Storage _output;
    readonly Storage _outputGradient;
    readonly Storage _inputGradient;

    public SoftmaxGradientLastAxisKernel(int rows, int axis, Storage output, Storage outputGradient, Storage inputGradient)
    {
        Operands.RequireLength(output, checked(rows * axis));
        Operands.RequireLength(outputGradient, rows * axis);
        Operands.RequireLength(inputGradient, rows * axis);
        _rows = rows;
        _axis = axis;
        _output = output;
        _outputGradient = outputGradient;
        _inputGradient = inputGradient;
    }

    public override int PieceUnit => _axis;

    public override BatchKernel InPieces(int pieces) => new SoftmaxGradientLastAxisKernel<V, S>(
        _rows / pieces, _axis, _output.InPieces(pieces), _outputGradient.InPieces(pieces), _inputGradient.InPieces(pieces));

    public override long ScratchLength(int images) => PartialVector.BufferLength;

    public override void Run(in Work work)
    {
        float* y = _output.At(work), dy = _outputGradient.At(work), dx = _inputGradient.At(work);
        long rows = (long)work.Count * _rows;
        for (long row = 0; row < rows; row++)
        {
            float dot = RowSum<V, S>.Of<MultiplyOperator>(default, y, dy, _axis, work.Scratch);
            ElementLoops.Binary<V, S, ShiftedProductOperator>(new(dot), y, dy, dx, _axis);
            y += _axis;
            dy += _axis;
            dx += _axis;
        }
    }
}
