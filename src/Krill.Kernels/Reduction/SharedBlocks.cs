namespace Krill.Kernels;

/// <summary>How kernels on shared tensors (weights) split them into tasks: by length alone.</summary>
internal static class SharedBlocks
{
    /// <summary>Floats of a task: enough to be worth taking, few enough that the layers of a small network share out.</summary>
    public const int Length = 4096;

    public static int Count(int length) => (length + Length - 1) / Length;

    public static (int First, int End) Range(int block, int length) => (block * Length, Math.Min((block + 1) * Length, length));
}
