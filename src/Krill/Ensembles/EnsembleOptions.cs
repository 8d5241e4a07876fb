using Krill.Recipes;

namespace Krill.Ensembles;

/// <summary>How an ensemble is trained.</summary>
public sealed record EnsembleOptions
{
    /// <summary>How many networks, at least 1; 15 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Members { get; init => field = Require.AtLeast(value, 1, "EnsembleOptions.Members"); } = 15;

    /// <summary>How many networks are trained at once, the threads divided among them; at least 1, 1 by default. The result does not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Parallel { get; init => field = Require.AtLeast(value, 1, "EnsembleOptions.Parallel"); } = 1;

    /// <summary>
    /// How each network is trained: its seed is that of the first one, and the next ones have the numbers that follow; its folder is the ensemble's, which holds
    /// theirs. By default as the recipe says.
    /// </summary>
    public RecipeOptions Training { get; init => field = Require.NotNull(value, nameof(value)); } = new();
}
