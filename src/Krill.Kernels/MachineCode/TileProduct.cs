using System.Runtime.InteropServices;

namespace Krill.Kernels;

/// <summary>The operands of <see cref="AmxRoutines.Multiply"/>: up to two groups of rows times up to two tiles of columns.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TileProduct
{
    /// <summary>The first row of the first group, bfloat16.</summary>
    public byte* Left;

    /// <summary>Bytes from the first group to the second.</summary>
    public nint LeftSecond;

    /// <summary>Bytes from row to row within a group.</summary>
    public nint LeftStride;

    /// <summary>For each step of 32 summed elements, the bytes from a row's place to them, and those from <see cref="Right"/> to the columns' tiles.</summary>
    public nint* Offsets;

    /// <summary>Steps, at least 1.</summary>
    public nint Steps;

    /// <summary>The columns: for a step its tiles, 1024 bytes each: 16 pairs of rows by 16 columns, the two elements of a pair side by side.</summary>
    public byte* Right;

    /// <summary>What the sums of the first group start from.</summary>
    public float* Start;

    /// <summary>What those of the second start from.</summary>
    public float* StartSecond;

    /// <summary>Bytes from row to row of the starts; 0 for a row that all share.</summary>
    public nint StartStride;

    /// <summary>Where the sums of the first group go.</summary>
    public float* Sums;

    /// <summary>Where those of the second go.</summary>
    public float* SumsSecond;

    /// <summary>Bytes from row to row of the sums.</summary>
    public nint SumsStride;
}
