namespace Krill.Kernels;

internal abstract partial class KernelFactory
{
    /// <summary>
    /// Per lane and channel: what the mean and the sum of squared deviations of the input follow from. <paramref name="partials"/> is shared, its
    /// layout is the kernel's own; its length is <see cref="MomentPartialsLength"/>.
    /// </summary>
    public abstract BatchKernel Moments(int channels, Storage input, Storage partials);

    /// <summary>Floats that the partial moments of a split take.</summary>
    public abstract int MomentPartialsLength(int channels, BatchSplit split);

    /// <summary>
    /// Combines the lanes in order, in double precision (Chan et al.), to the batch's mean and biased variance; writes Mean and InverseDeviation
    /// and updates the moving statistics (the moving variance with the biased batch variance, as Keras does). An image has
    /// <paramref name="pixels"/> elements of each channel.
    /// </summary>
    public abstract TaskKernel FinishMoments(int channels, int pixels, BatchSplit split, float epsilon, float momentum, Storage partials, NormalizationStorages storages);

    /// <summary>For inference: Mean and InverseDeviation from the moving statistics.</summary>
    public abstract TaskKernel MovingMoments(int channels, float epsilon, NormalizationStorages storages);

    /// <summary>output = f((input - mean) · inverseDeviation · γ + β), f an activation or none. May run in place.</summary>
    public abstract BatchKernel Normalize(int channels, Storage input, Storage output, NormalizationStorages storages, (ActivationKind Kind, float Slope)? activation);

    /// <summary>Per lane and channel: Σ dy and Σ dy · (x - mean) · inverseDeviation. Length of partials: 2 · channels · lanes.</summary>
    public abstract BatchKernel NormalizationGradientSums(int channels, Storage input, Storage outputGradient, NormalizationStorages storages, Storage partials);

    /// <summary>Adds up the lanes in order: sums (2 · channels): first dβ = Σ dy, then dγ = Σ dy · x̂.</summary>
    public abstract TaskKernel FinishNormalizationGradient(int channels, BatchSplit split, Storage partials, Storage sums);

    /// <summary>
    /// inputGradient = γ · inverseDeviation · (dy - dβ / m - x̂ · dγ / m), m = images · pixels. May run in place over outputGradient.
    /// </summary>
    public abstract BatchKernel NormalizationGradient(int channels, int batch, Storage input, Storage outputGradient, Storage sums, NormalizationStorages storages, Storage inputGradient);
}

internal sealed partial class KernelFactory<V, S>
{
    public override BatchKernel Moments(int channels, Storage input, Storage partials)
    {
        Operands.RequirePixels(input, channels);
        return new MomentsKernel<V, S>(channels, input, partials);
    }

    public override int MomentPartialsLength(int channels, BatchSplit split) => FinishMomentsKernel.PartialsOfALane(channels) * split.Lanes;

    public override TaskKernel FinishMoments(int channels, int pixels, BatchSplit split, float epsilon, float momentum, Storage partials, NormalizationStorages storages)
    {
        storages.RequireChannels(channels);
        Operands.RequireLength(partials, MomentPartialsLength(channels, split));
        return new FinishMomentsKernel(channels, pixels, split, epsilon, momentum, partials, storages);
    }

    public override TaskKernel MovingMoments(int channels, float epsilon, NormalizationStorages storages)
    {
        storages.RequireChannels(channels);
        return new MovingMomentsKernel(channels, epsilon, storages);
    }

    public override BatchKernel Normalize(int channels, Storage input, Storage output, NormalizationStorages storages, (ActivationKind Kind, float Slope)? activation) =>
        activation?.Kind switch
        {
            null => Normalize(default(IdentityOperator), channels, input, output, storages),
            ActivationKind.Relu => Normalize(default(ReluOperator), channels, input, output, storages),
            ActivationKind.LeakyRelu => Normalize(new LeakyReluOperator(activation.Value.Slope), channels, input, output, storages),
            ActivationKind.Sigmoid => Normalize(default(SigmoidOperator), channels, input, output, storages),
            ActivationKind.Swish => Normalize(default(SwishOperator), channels, input, output, storages),
            ActivationKind.Gelu => Normalize(default(GeluOperator), channels, input, output, storages),
            ActivationKind.Tanh => Normalize(default(TanhOperator), channels, input, output, storages),
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };

    static BatchKernel Normalize<TOperator>(TOperator activation, int channels, Storage input, Storage output, NormalizationStorages storages)
        where TOperator : struct, IUnaryOperator
    {
        storages.RequireChannels(channels);
        Operands.RequirePixels(input, channels);
        Operands.RequireLength(output, input.Length);
        return new NormalizeKernel<V, S, TOperator>(activation, channels, input, output, storages);
    }

    public override BatchKernel NormalizationGradientSums(int channels, Storage input, Storage outputGradient, NormalizationStorages storages, Storage partials)
    {
        storages.RequireChannels(channels);
        Operands.RequirePixels(input, channels);
        Operands.RequireLength(outputGradient, input.Length);
        return new NormalizationGradientSumsKernel<V, S>(channels, input, outputGradient, storages, partials);
    }

    public override TaskKernel FinishNormalizationGradient(int channels, BatchSplit split, Storage partials, Storage sums) =>
        new SumLanesKernel<V, S>(2 * channels, split.Lanes, partials, sums);

    public override BatchKernel NormalizationGradient(int channels, int batch, Storage input, Storage outputGradient, Storage sums, NormalizationStorages storages, Storage inputGradient)
    {
        storages.RequireChannels(channels);
        Operands.RequirePixels(input, channels);
        Operands.RequireLength(outputGradient, input.Length);
        Operands.RequireLength(inputGradient, input.Length);
        Operands.RequireLength(sums, 2 * channels);
        return new NormalizationGradientKernel<V, S>(channels, batch, input, outputGradient, sums, storages, inputGradient);
    }
}
