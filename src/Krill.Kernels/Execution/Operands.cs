using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Checks of a kernel's operands when it is made, so that running it needs none.</summary>
internal static class Operands
{
    public static void RequireLength(Storage storage, int length, [CallerArgumentExpression(nameof(storage))] string name = "")
    {
        if (storage.Length != length)
        {
            throw new ArgumentException($"received {storage.Length} floats; expected {length}.", name);
        }
    }

    /// <summary>The operand must be repeatable to a whole number of times.</summary>
    public static void RequireDivisor(Storage storage, int length, [CallerArgumentExpression(nameof(storage))] string name = "")
    {
        if (storage.Length == 0 ? length != 0 : length % storage.Length != 0)
        {
            throw new ArgumentException($"received {storage.Length} floats; expected a divisor of {length}.", name);
        }
    }

    /// <summary>The operand must be whole pixels of so many channels.</summary>
    public static void RequirePixels(Storage storage, int channels, [CallerArgumentExpression(nameof(storage))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (storage.Length == 0 || storage.Length % channels != 0)
        {
            throw new ArgumentException($"received {storage.Length} floats; expected pixels of {channels} channels.", name);
        }
    }

    /// <summary>The rows must lie inside the operand.</summary>
    public static void RequireRows(Storage storage, RowLayout layout, int rows, int length, [CallerArgumentExpression(nameof(storage))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(layout.Offset);
        ArgumentOutOfRangeException.ThrowIfNegative(layout.Stride);
        if (rows > 0 && layout.Offset + (rows - 1L) * layout.Stride + length > storage.Length)
        {
            throw new ArgumentException($"received {storage.Length} floats; expected room for {rows} rows of {length}, {layout}.", name);
        }
    }
}
