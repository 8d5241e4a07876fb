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

    /// <summary>Checks that each tensor has a float per channel.</summary>
    public void RequireChannels(int channels)
    {
        foreach (Storage? storage in new[] { Scale, Offset, MovingMean, MovingVariance, Mean, InverseDeviation })
        {
            if (storage is not null)
            {
                Operands.RequireLength(storage, channels);
            }
        }
    }
}
