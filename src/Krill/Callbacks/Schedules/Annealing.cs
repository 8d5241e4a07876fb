namespace Krill.Callbacks;

/// <summary>How a schedule goes from one number to another.</summary>
public enum Annealing
{
    /// <summary>By half a cosine: slowly at first and at last.</summary>
    Cosine,

    /// <summary>In a straight line.</summary>
    Linear,
}
