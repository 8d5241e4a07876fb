using System.Globalization;
using Krill.Kernels;

namespace Krill;

/// <summary>So many images a step were asked for that what they need does not fit into one piece of memory.</summary>
internal sealed class BatchMemoryException : ArgumentException
{
    BatchMemoryException(int batch, long floats)
        : base(
            $"batch size: received {batch}, for which a step needs {Gigabytes(floats)} of memory in one piece; expected at most {Gigabytes(PinnedMemory.MaxLength)}. "
            + "Give a smaller batch size (--batch-size, FitOptions.BatchSize).")
    {
    }

    /// <summary>Checks that a batch's memory can be had.</summary>
    /// <param name="batch">Images a step.</param>
    /// <param name="floats">The floats that these need in one piece.</param>
    /// <exception cref="BatchMemoryException">It cannot.</exception>
    public static void Require(int batch, long floats)
    {
        if (floats > PinnedMemory.MaxLength)
        {
            throw new BatchMemoryException(batch, floats);
        }
    }

    static string Gigabytes(long floats) => string.Create(CultureInfo.InvariantCulture, $"{floats * sizeof(float) / 1e9:F1} GB");
}
