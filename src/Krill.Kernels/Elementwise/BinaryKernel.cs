namespace Krill.Kernels;

/// <summary>output = f(a, b) for two batched operands of equal length.</summary>
internal sealed unsafe class BinaryKernel<V, S, TOperator> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
    where TOperator : struct, IBinaryOperator
{
    readonly TOperator _operator;
    readonly Storage _a;
    readonly Storage _b;
    readonly Storage _output;

    public BinaryKernel(TOperator f, Storage a, Storage b, Storage output)
    {
        Operands.RequireLength(a, output.Length);
        Operands.RequireLength(b, output.Length);
        _operator = f;
        _a = a;
        _b = b;
        _output = output;
    }

    public override bool IsCheap => TOperator.IsCheap;

    public override int PieceUnit => 1;

    public override BatchKernel InPieces(int pieces) =>
        new BinaryKernel<V, S, TOperator>(_operator, _a.InPieces(pieces), _b.InPieces(pieces), _output.InPieces(pieces));

    public override void Run(in Work work) =>
        ElementLoops.Binary<V, S, TOperator>(_operator, _a.At(work), _b.At(work), _output.At(work), (long)work.Count * _output.Length);
}
