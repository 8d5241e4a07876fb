namespace Krill.Callbacks;

/// <summary>What the scale function of <see cref="Cyclic"/> is a function of.</summary>
public enum CyclicScaleMode
{
    /// <summary>The number of the cycle, from 1.</summary>
    Cycle,

    /// <summary>Training steps taken, whatever the schedule's unit is.</summary>
    Iterations,
}
