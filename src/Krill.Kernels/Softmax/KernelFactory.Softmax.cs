namespace Krill.Kernels;

internal abstract partial class KernelFactory
{
    /// <summary>
    /// Softmax over one axis: an image is outer × axis × inner, and the sum runs over the middle one. The greatest element is subtracted first.
    /// inner is 1 for the last axis. May run in place.
    /// </summary>
    public abstract BatchKernel Softmax(int outer, int axis, int inner, Storage input, Storage output);

    /// <summary>inputGradient = output · (outputGradient - Σ output · outputGradient). May run in place over outputGradient.</summary>
    public abstract BatchKernel SoftmaxGradient(int outer, int axis, int inner, Storage output, Storage outputGradient, Storage inputGradient);
}

internal sealed partial class KernelFactory<V, S>
{
    public override BatchKernel Softmax(int outer, int axis, int inner, Storage input, Storage output) => inner == 1
        ? new SoftmaxLastAxisKernel<V, S>(outer, axis, input, output)
        : new SoftmaxInnerAxisKernel<V, S>(outer, axis, inner, input, output);

    public override BatchKernel SoftmaxGradient(int outer, int axis, int inner, Storage output, Storage outputGradient, Storage inputGradient) => inner == 1
        ? new SoftmaxGradientLastAxisKernel<V, S>(outer, axis, output, outputGradient, inputGradient)
        : new SoftmaxGradientInnerAxisKernel<V, S>(outer, axis, inner, output, outputGradient, inputGradient);
}
