namespace Krill.Kernels;

internal abstract partial class KernelFactory
{
    /// <summary>The greatest of each window; padding never wins. NaN wins.</summary>
    public abstract BatchKernel MaxPool(WindowGeometry geometry, int channels, Storage input, Storage output);

    /// <summary>Where the first greatest element of each window stands, in row order (the first NaN if there is one).</summary>
    public abstract BatchKernel MaxPoolPlaces(WindowGeometry geometry, int channels, Storage input, Storage places);

    /// <summary>The gradient goes to the element at the place of each window. Writes all of inputGradient.</summary>
    public abstract BatchKernel MaxPoolGradient(WindowGeometry geometry, int channels, Storage places, Storage outputGradient, Storage inputGradient);

    /// <summary>The mean of each window's elements inside the image (padding does not count, as in Keras).</summary>
    public abstract BatchKernel AveragePool(WindowGeometry geometry, int channels, Storage input, Storage output);

    /// <summary>Writes all of inputGradient.</summary>
    public abstract BatchKernel AveragePoolGradient(WindowGeometry geometry, int channels, Storage outputGradient, Storage inputGradient);
}

internal sealed partial class KernelFactory<V, S>
{
    public override BatchKernel MaxPool(WindowGeometry geometry, int channels, Storage input, Storage output) =>
        Pool<MaxOfWindow>(geometry, channels, input, output);

    public override BatchKernel MaxPoolPlaces(WindowGeometry geometry, int channels, Storage input, Storage places) => HasVectorOf(channels)
        ? new MaxPoolPlacesKernel<V, S>(geometry, channels, input, places)
        : new MaxPoolPlacesKernel<float, SimdScalar>(geometry, channels, input, places);

    public override BatchKernel MaxPoolGradient(WindowGeometry geometry, int channels, Storage places, Storage outputGradient, Storage inputGradient) =>
        HasVectorOf(channels)
            ? new MaxPoolGradientKernel<V, S>(geometry, channels, places, outputGradient, inputGradient)
            : new MaxPoolGradientKernel<float, SimdScalar>(geometry, channels, places, outputGradient, inputGradient);

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
