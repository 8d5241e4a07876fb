namespace Krill.Kernels;

/// <summary>What changes from step to step and is the same for all kernels of a plan.</summary>
internal sealed class StepState
{
    /// <summary>The seed of the training.</summary>
    public ulong Seed { get; set; }

    /// <summary>The number of the training step since the start of the training: with the seed, the key of its random numbers.</summary>
    public ulong Step { get; set; }
}
