namespace Krill.Kernels;

/// <summary>The shared tensors of one batch normalization, each with a float per channel.</summary>
internal sealed record NormalizationStorages
{
    /// <summary>γ; none means 1.</summary>
    public Storage? Scale { get; init; }

    /// <summary>β; none means 0.</summary>
    public Storage? Offset { get; init; }

    /// <summary>The moving mean, updated by a training step: moving · momentum + batch · (1 - momentum).</summary>
    public required Storage MovingMean { get; init; }

    public required Storage MovingVariance { get; init; }

    /// <summary>The batch's mean.</summary>
    public required Storage Mean { get; init; }

    /// <summary>1 / √(variance + ε) of the batch.</summary>
    public required Storage InverseDeviation { get; init; }
}

internal abstract partial class KernelFactory
{
    /// <summary>
    /// Per lane and channel: the count, mean and sum of squared deviations of the input. <paramref name="partials"/> is shared, its layout is the
    /// kernel's own; its length is <see cref="MomentPartialsLength"/>.
    /// </summary>
    public abstract BatchKernel Moments(int channels, Storage input, Storage partials);

    /// <summary>Floats that the partial moments of a split take.</summary>
    public abstract int MomentPartialsLength(int channels, BatchSplit split);

    /// <summary>
    /// Combines the lanes in order, in double precision (Chan et al.), to the batch's mean and biased variance; writes Mean and InverseDeviation
    /// and updates the moving statistics (the moving variance with the biased batch variance, as Keras does).
    /// </summary>
    public abstract TaskKernel FinishMoments(int channels, int elementsPerImage, BatchSplit split, float epsilon, float momentum, Storage partials, NormalizationStorages storages);

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
