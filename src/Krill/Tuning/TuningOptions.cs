using Krill.Recipes;

namespace Krill.Tuning;

/// <summary>How a recipe is tuned.</summary>
public sealed record TuningOptions
{
    /// <summary>How points of the space are tried; Hyperband by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the enumeration.</exception>
    public TuningAlgorithm Algorithm { get; init => field = Require.Defined(value, "TuningOptions.Algorithm"); }

    /// <summary>The most epochs of a trial (R in Hyperband), at least 1; by default the recipe's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int? MaxEpochs { get; init => field = value is { } epochs ? Require.AtLeast(epochs, 1, "TuningOptions.MaxEpochs") : null; }

    /// <summary>Hyperband's η: one of so many trials goes on from stage to stage; at least 2, 3 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 2.</exception>
    public int Eta { get; init => field = Require.AtLeast(value, 2, "TuningOptions.Eta"); } = 3;

    /// <summary>
    /// How many trials of a random search (by default 20, or all points where these are fewer, which more trials cannot be), or at most of a grid (all by default, which more than 100,000 cannot be); at least 1. Hyperband's number follows from epochs and η.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int? Trials { get; init => field = value is { } trials ? Require.AtLeast(trials, 1, "TuningOptions.Trials") : null; }

    /// <summary>How many trials are trained at once, the threads divided among them; at least 1, 1 by default. The result does not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Parallel { get; init => field = Require.AtLeast(value, 1, "TuningOptions.Parallel"); } = 1;

    /// <summary>
    /// How each trial is trained, but for its epochs: all with this seed, which is also the key of the points that are drawn; the folder holds theirs. By default as
    /// the recipe says.
    /// </summary>
    public RecipeOptions Training { get; init => field = Require.NotNull(value, nameof(value)); } = new();
}
