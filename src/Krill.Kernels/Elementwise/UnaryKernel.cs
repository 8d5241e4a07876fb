namespace Krill.Kernels;

/// <summary>output = f(input).</summary>
internal sealed unsafe class UnaryKernel<V, S, TOperator> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
    where TOperator : struct, IUnaryOperator
{
    readonly TOperator _operator;
    readonly Storage _input;
    readonly Storage _output;

    public UnaryKernel(TOperator f, Storage input, Storage output)
    {
        Operands.RequireLength(input, output.Length);
        _operator = f;
        _input = input;
        _output = output;
    }

    public override bool IsCheap => TOperator.IsCheap;

    public override int PieceUnit => 1;

    public override BatchKernel InPieces(int pieces) => new UnaryKernel<V, S, TOperator>(_operator, _input.InPieces(pieces), _output.InPieces(pieces));

    public override void Run(in Work work) =>
        ElementLoops.Unary<V, S, TOperator>(_operator, _input.At(work), _output.At(work), (long)work.Count * _output.Length);
}
