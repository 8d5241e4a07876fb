namespace Krill.Kernels;

/// <summary>What changes from step to step of Muon and is the same for all parameters; its kernels read it when they run.</summary>
internal sealed class MuonStep
{
    public float LearningRate { get; set; }

    /// <summary>The share that a weight loses in the step.</summary>
    public float Decay { get; set; }

    /// <summary>Whether weights and momentum stay as they are.</summary>
    public bool IsIdle { get; set; }
}
