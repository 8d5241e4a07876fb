namespace Krill.Benchmarks;

/// <summary>What an operation's kernels compute.</summary>
internal enum KernelDirection
{
    Forward,

    /// <summary>The gradient of the operation's input; for normalization that of its parameters too, which comes of the same sums.</summary>
    ToInput,

    /// <summary>The gradient of a product's kernel.</summary>
    ToKernel,
}
