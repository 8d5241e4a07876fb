namespace Krill.Kernels;

/// <summary>output = f(a, b) on shared tensors of equal length, or b a scalar. May run in place over a, or over an equally long b.</summary>
internal sealed unsafe class SharedBinaryKernel<V, S, TOperator> : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
    where TOperator : struct, IBinaryOperator
{
    readonly TOperator _operator;
    readonly Storage _a;
    readonly Storage _b;
    readonly Storage _output;

    public SharedBinaryKernel(TOperator f, Storage a, Storage b, Storage output)
    {
        Operands.RequireLength(output, a.Length);
        if (b.Length != 1)
        {
            Operands.RequireLength(b, a.Length);
        }

        _operator = f;
        _a = a;
        _b = b;
        _output = output;
    }

    public override int Tasks => SharedBlocks.Count(_a.Length);

    public override void Run(int task, float* scratch)
    {
        (int first, int end) = SharedBlocks.Range(task, _a.Length);
        float* a = _a.Start + first, output = _output.Start + first;
        if (_b.Length == 1)
        {
            ElementLoops.BinaryScalar<V, S, TOperator>(_operator, a, *_b.Start, output, end - first);
        }
        else
        {
            ElementLoops.Binary<V, S, TOperator>(_operator, a, _b.Start + first, output, end - first);
        }
    }
}
