using Krill.Data;

namespace Krill.Training;

/// <summary>How steps are to be timed.</summary>
internal sealed record BenchOptions
{
    /// <summary>Seconds to time steps for, after the warm-up.</summary>
    public double Seconds { get; init; } = 5;

    /// <summary>Images a step; by default the recipe's.</summary>
    public int? BatchSize { get; init; }

    /// <summary>The precision of products.</summary>
    public Precision Precision { get; init; }

    /// <summary>Images whose shape and classes the network is made for; by default those of the recipe's dataset.</summary>
    public ImageSet? Images { get; init; }

    /// <summary>Whether training on <see cref="Images"/> is timed too, in turns with the steps.</summary>
    public bool TimesTraining { get; init; }

    /// <summary>Threads that work; by default one a core.</summary>
    public int? Threads { get; init; }

    /// <summary>Ends the timing after the step at hand, without a figure. None by default.</summary>
    public CancellationToken CancellationToken { get; init; }
}
