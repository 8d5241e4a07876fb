namespace Krill.Kernels;

/// <summary>output = value everywhere.</summary>
internal sealed unsafe class FillKernel<V, S>(float value, Storage output) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    public override void Run(in Work work) => ElementLoops.Fill<V, S>(value, output.At(work), (long)work.Count * output.Length);
}
