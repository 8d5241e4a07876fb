namespace Krill.Kernels;

/// <summary>What random numbers are drawn for: the last word of the counter, so that no two uses see the same numbers.</summary>
internal enum RandomPurpose
{
    Dropout = 1,
    GaussianNoise = 2,
    GaussianDropout = 3,

    /// <summary>The numbers of <see cref="RandomFill"/>.</summary>
    Fill = 4,
}
