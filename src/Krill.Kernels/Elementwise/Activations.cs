namespace Krill.Kernels;

/// <summary>What the planner must know of activations.</summary>
internal static class Activations
{
    /// <summary>
    /// Whether the gradient is a function of the output, so that the input need not be kept (and the activation may have
    /// overwritten it). A leaky ReLU's slope must not be negative for that: the output then has the input's sign.
    /// </summary>
    public static bool SavesOutput(ActivationKind kind) =>
        kind is ActivationKind.Relu or ActivationKind.LeakyRelu or ActivationKind.Sigmoid or ActivationKind.Tanh;
}
