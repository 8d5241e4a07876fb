namespace Krill.Kernels;

/// <summary>output = f(a) on a shared tensor. May run in place.</summary>
internal sealed unsafe class SharedUnaryKernel<V, S, TOperator> : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
    where TOperator : struct, IUnaryOperator
{
    readonly TOperator _operator;
    readonly Storage _a;
    readonly Storage _output;

    public SharedUnaryKernel(TOperator f, Storage a, Storage output)
    {
        Operands.RequireLength(output, a.Length);
        _operator = f;
        _a = a;
        _output = output;
    }

    public override int Tasks => SharedBlocks.Count(_a.Length);

    public override void Run(int task, float* scratch)
    {
        (int first, int end) = SharedBlocks.Range(task, _a.Length);
        ElementLoops.Unary<V, S, TOperator>(_operator, _a.Start + first, _output.Start + first, end - first);
    }
}
