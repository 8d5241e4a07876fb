namespace Krill.Kernels;

/// <summary>The gradients of a row of kernels, one for each of some output channels, from their 36 positions.</summary>
internal static unsafe class WinogradKernelRow<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    const int Taps = 9;

    public static int BufferLength => WinogradTransforms<V, S>.BufferLength + (Taps * S.Width);

    /// <summary>Transforms whole vectors, and writes the columns that exist.</summary>
    /// <param name="positions">The row in the first position.</param>
    /// <param name="stride">Floats from a position to the next.</param>
    /// <param name="taps">The row in the first tap.</param>
    /// <param name="tapStride">Floats from a tap to the next.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="buffer">A buffer.</param>
    public static void Write(float* positions, nint stride, float* taps, nint tapStride, int columns, float* buffer)
    {
        float* vector = buffer + WinogradTransforms<V, S>.BufferLength;
        for (int column = 0; column < columns; column += S.Width)
        {
            WinogradTransforms<V, S>.KernelGradient(positions + column, stride, vector, S.Width, buffer);
            PixelRows.Unpack(vector, S.Width, Taps, Math.Min(S.Width, columns - column), taps + column, checked((int)tapStride));
        }
    }
}
