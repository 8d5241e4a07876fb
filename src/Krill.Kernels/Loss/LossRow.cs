namespace Krill.Kernels;

/// <summary>One image's part of a loss.</summary>
internal readonly unsafe struct LossRow
{
    /// <summary>Predictions of the image: classes, as a rule.</summary>
    public required int Length { get; init; }

    public required float* Predictions { get; init; }

    public required float* Targets { get; init; }

    /// <summary>Where the gradient goes; null when only evaluating.</summary>
    public required float* Gradient { get; init; }

    /// <summary>1 / batch size.</summary>
    public required float InverseBatch { get; init; }

    /// <summary>Scratch for two rows.</summary>
    public required float* First { get; init; }

    /// <inheritdoc cref="First"/>
    public float* Second => First + Length;

    /// <summary>Scratch for a partial vector.</summary>
    public required float* Buffer { get; init; }
}
