using Krill.Kernels;
using Krill.Layers;

namespace Krill.Optimizers;

/// <summary>Changes one parameter by its gradient, in runs that threads share.</summary>
/// <remarks>
/// The runs are a split by the parameter's length alone, and no number depends on another, so the bits do not depend on who does which run.
/// </remarks>
internal sealed class OptimizerTask(Optimizer optimizer, Parameter parameter, Storage gradient, PinnedMemory slots, KernelFactory kernels) : HostTask
{
    // 32 KB of each of weights, gradient and slots: small enough to share out a dense layer, large enough that taking a task costs nothing.
    const int RunLength = 8192;

    public override int Tasks => (parameter.Shape.Elements + RunLength - 1) / RunLength;

    protected override void Run(int task)
    {
        if (optimizer.IsIdle)
        {
            return;
        }

        int offset = task * RunLength;
        int length = Math.Min(RunLength, parameter.Shape.Elements - offset);
        optimizer.Update(new ParameterUpdate(
            kernels,
            parameter,
            offset,
            parameter.Values.Slice(offset, length),
            gradient.Span.Slice(offset, length),
            slots.Span));
    }
}
