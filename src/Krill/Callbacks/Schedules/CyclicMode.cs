namespace Krill.Callbacks;

/// <summary>How the height of the cycles of <see cref="Cyclic"/> changes.</summary>
public enum CyclicMode
{
    /// <summary>Not at all.</summary>
    Triangular,

    /// <summary>Each cycle is half as high as the one before.</summary>
    Triangular2,

    /// <summary>By γ ^ steps: it shrinks from training step to training step.</summary>
    ExpRange,
}
