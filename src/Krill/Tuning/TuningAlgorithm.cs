using System.Text.Json.Serialization;

namespace Krill.Tuning;

/// <summary>How points of a search space are tried.</summary>
public enum TuningAlgorithm
{
    /// <summary>
    /// Brackets of successive halving: many points for few epochs, of which the best go on; from many short to few long ones. Source: Li et al., "Hyperband: A novel
    /// bandit-based approach to hyperparameter optimization", JMLR 18, 2018.
    /// </summary>
    [JsonStringEnumMemberName("hyperband")]
    Hyperband,

    /// <summary>Points at random, each trained in full.</summary>
    [JsonStringEnumMemberName("random")]
    Random,

    /// <summary>All points of the space in order, each trained in full.</summary>
    [JsonStringEnumMemberName("grid")]
    Grid,
}
