namespace Krill.Kernels;

internal abstract partial class KernelFactory
{
    /// <summary>The greatest of each window; padding never wins. NaN wins.</summary>
    public abstract BatchKernel MaxPool(WindowGeometry geometry, int channels, Storage input, Storage output);

    /// <summary>
    /// The gradient goes to the first greatest element of each window, in row order (to the first NaN if there is one). Writes all of inputGradient.
    /// </summary>
    public abstract BatchKernel MaxPoolGradient(WindowGeometry geometry, int channels, Storage input, Storage output, Storage outputGradient, Storage inputGradient);

    /// <summary>The mean of each window's elements inside the image (padding does not count, as in Keras).</summary>
    public abstract BatchKernel AveragePool(WindowGeometry geometry, int channels, Storage input, Storage output);

    /// <summary>Writes all of inputGradient.</summary>
    public abstract BatchKernel AveragePoolGradient(WindowGeometry geometry, int channels, Storage outputGradient, Storage inputGradient);
}

internal sealed partial class KernelFactory<V, S>
{
    public override BatchKernel MaxPool(WindowGeometry geometry, int channels, Storage input, Storage output) =>
        Pool<MaxOfWindow>(geometry, channels, input, output);

    public override BatchKernel MaxPoolGradient(WindowGeometry geometry, int channels, Storage input, Storage output, Storage outputGradient, Storage inputGradient) =>
        HasVectorOf(channels)
            ? new MaxPoolGradientKernel<V, S>(geometry, channels, input, output, outputGradient, inputGradient)
            : new FewChannelsMaxPoolGradientKernel(geometry, channels, input, output, outputGradient, inputGradient);

    public override BatchKernel AveragePool(WindowGeometry geometry, int channels, Storage input, Storage output) =>
        Pool<MeanOfWindow>(geometry, channels, input, output);

    public override BatchKernel AveragePoolGradient(WindowGeometry geometry, int channels, Storage outputGradient, Storage inputGradient) =>
        new AveragePoolGradientKernel<V, S>(geometry, channels, outputGradient, inputGradient);

    static BatchKernel Pool<TOperator>(WindowGeometry geometry, int channels, Storage input, Storage output)
        where TOperator : struct, IPoolOperator =>
        HasVectorOf(channels)
            ? new PoolKernel<V, S, TOperator>(geometry, channels, input, output)
            : new FewChannelsPoolKernel<V, S, TOperator>(geometry, channels, input, output);

    static bool HasVectorOf(int channels) => channels >= S.Width;
}
