using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>The transforms of one tile, for all of its channels: <see cref="WinogradLines{V,S}"/> along rows, then along columns.</summary>
/// <remarks>
/// Pixels are given by their addresses, so that those outside of an image can share a row of zeros (or, written, a row that nobody reads). Between the two passes a
/// tile of one vector lies in a buffer in the first-level cache. Channels that do not fill a vector pass through a second buffer.
/// </remarks>
internal static unsafe class WinogradTransforms<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    /// <summary>Floats of the buffer that each method takes.</summary>
    public static int BufferLength => 2 * WinogradTiles.Positions * S.Width;

    /// <summary>B^T d B of the 36 pixels <paramref name="pixels"/> into 36 positions; the last vector is filled up with zeros.</summary>
    /// <param name="pixels">The addresses of the pixels.</param>
    /// <param name="first">The first channel.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="positions">The tile's place in the first position.</param>
    /// <param name="stride">Floats from a position to the next.</param>
    /// <param name="buffer">A buffer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Input(float** pixels, int first, int channels, float* positions, nint stride, float* buffer)
    {
        int width = S.Width;
        float** tail = stackalloc float*[36];
        nint offset = first;
        for (int channel = 0; channel < channels; channel += width)
        {
            if (channels - channel < width)
            {
                Gather(pixels, 36, offset, channels - channel, buffer + (36 * width), tail);
                pixels = tail;
                offset = 0;
            }

            for (int y = 0; y < 6; y++)
            {
                float** row = pixels + (6 * y);
                WinogradLines<V, S>.Input(
                    S.Load(row[0] + offset),
                    S.Load(row[1] + offset),
                    S.Load(row[2] + offset),
                    S.Load(row[3] + offset),
                    S.Load(row[4] + offset),
                    S.Load(row[5] + offset),
                    buffer + (6 * y * width),
                    width);
            }

            for (int x = 0; x < 6; x++)
            {
                float* column = buffer + (x * width);
                WinogradLines<V, S>.Input(
                    S.Load(column),
                    S.Load(column + (6 * width)),
                    S.Load(column + (12 * width)),
                    S.Load(column + (18 * width)),
                    S.Load(column + (24 * width)),
                    S.Load(column + (30 * width)),
                    positions + (x * stride),
                    6 * stride);
            }

            positions += width;
            offset += width;
        }
    }

    /// <summary>A dY A^T of the 16 gradients <paramref name="pixels"/> into 36 positions; the last vector is filled up with zeros.</summary>
    /// <param name="pixels">The addresses of the gradients.</param>
    /// <param name="first">The first channel.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="positions">The tile's place in the first position.</param>
    /// <param name="stride">Floats from a position to the next.</param>
    /// <param name="buffer">A buffer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OutputGradient(float** pixels, int first, int channels, float* positions, nint stride, float* buffer)
    {
        int width = S.Width;
        float** tail = stackalloc float*[16];
        nint offset = first;
        for (int channel = 0; channel < channels; channel += width)
        {
            if (channels - channel < width)
            {
                Gather(pixels, 16, offset, channels - channel, buffer + (36 * width), tail);
                pixels = tail;
                offset = 0;
            }

            for (int y = 0; y < 4; y++)
            {
                float** row = pixels + (4 * y);
                WinogradLines<V, S>.OutputGradient(
                    S.Load(row[0] + offset),
                    S.Load(row[1] + offset),
                    S.Load(row[2] + offset),
                    S.Load(row[3] + offset),
                    buffer + (6 * y * width),
                    width);
            }

            for (int x = 0; x < 6; x++)
            {
                float* column = buffer + (x * width);
                WinogradLines<V, S>.OutputGradient(
                    S.Load(column),
                    S.Load(column + (6 * width)),
                    S.Load(column + (12 * width)),
                    S.Load(column + (18 * width)),
                    positions + (x * stride),
                    6 * stride);
            }

            positions += width;
            offset += width;
        }
    }

    /// <summary>A^T M A of 36 positions, plus the bias, into the 16 pixels <paramref name="pixels"/>.</summary>
    /// <param name="positions">The tile's place in the first position; whole vectors.</param>
    /// <param name="stride">Floats from a position to the next.</param>
    /// <param name="bias">The bias of channel 0, or null.</param>
    /// <param name="pixels">The addresses of the pixels.</param>
    /// <param name="first">The first channel.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="buffer">A buffer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Output(float* positions, nint stride, float* bias, float** pixels, int first, int channels, float* buffer)
    {
        int width = S.Width;
        float** tail = stackalloc float*[16];
        float* spare = buffer + (36 * width);
        for (int i = 0; i < 16; i++)
        {
            tail[i] = spare + (i * width);
        }

        nint offset = first;
        for (int channel = 0; channel < channels; channel += width)
        {
            for (int x = 0; x < 6; x++)
            {
                WinogradLines<V, S>.Output(positions + (x * stride), 6 * stride, out V t0, out V t1, out V t2, out V t3);
                float* column = buffer + (x * width);
                S.Store(column, t0);
                S.Store(column + (6 * width), t1);
                S.Store(column + (12 * width), t2);
                S.Store(column + (18 * width), t3);
            }

            int count = channels - channel;
            bool whole = count >= width;
            V start = bias is null ? S.Zero : whole ? S.Load(bias + offset) : PartialVector.Load<V, S>(bias + offset, count, 0, spare);
            float** targets = whole ? pixels : tail;
            nint place = whole ? offset : 0;
            for (int y = 0; y < 4; y++)
            {
                WinogradLines<V, S>.Output(buffer + (6 * y * width), width, out V y0, out V y1, out V y2, out V y3);
                float** row = targets + (4 * y);
                S.Store(row[0] + place, S.Add(y0, start));
                S.Store(row[1] + place, S.Add(y1, start));
                S.Store(row[2] + place, S.Add(y2, start));
                S.Store(row[3] + place, S.Add(y3, start));
            }

            for (int i = 0; i < 16 && !whole; i++)
            {
                ShortRuns.Copy(tail[i], pixels[i] + offset, count);
            }

            positions += width;
            offset += width;
        }
    }

    /// <summary>G g G^T of a vector of kernels into 36 positions.</summary>
    /// <param name="taps">The first tap.</param>
    /// <param name="tapStride">Floats from a tap to the next.</param>
    /// <param name="positions">The place in the first position.</param>
    /// <param name="stride">Floats from a position to the next.</param>
    /// <param name="buffer">A buffer.</param>
    public static void Kernel(float* taps, nint tapStride, float* positions, nint stride, float* buffer)
    {
        int width = S.Width;
        for (int y = 0; y < 3; y++)
        {
            float* row = taps + (3 * y * tapStride);
            WinogradLines<V, S>.Kernel(S.Load(row), S.Load(row + tapStride), S.Load(row + (2 * tapStride)), buffer + (6 * y * width), width);
        }

        for (int x = 0; x < 6; x++)
        {
            float* column = buffer + (x * width);
            WinogradLines<V, S>.Kernel(S.Load(column), S.Load(column + (6 * width)), S.Load(column + (12 * width)), positions + (x * stride), 6 * stride);
        }
    }

    /// <summary>G^T dU G of a vector of 36 positions into nine taps, the inverse direction of <see cref="Kernel"/>.</summary>
    /// <param name="positions">The place in the first position.</param>
    /// <param name="stride">Floats from a position to the next.</param>
    /// <param name="taps">The first tap.</param>
    /// <param name="tapStride">Floats from a tap to the next.</param>
    /// <param name="buffer">A buffer.</param>
    public static void KernelGradient(float* positions, nint stride, float* taps, nint tapStride, float* buffer)
    {
        int width = S.Width;
        for (int x = 0; x < 6; x++)
        {
            WinogradLines<V, S>.KernelGradient(positions + (x * stride), 6 * stride, buffer + (x * width), 6 * width);
        }

        for (int y = 0; y < 3; y++)
        {
            WinogradLines<V, S>.KernelGradient(buffer + (6 * y * width), width, taps + (3 * y * tapStride), tapStride);
        }
    }

    static void Gather(float** pixels, int count, nint offset, int channels, float* buffer, float** gathered)
    {
        for (int i = 0; i < count; i++)
        {
            gathered[i] = buffer + (i * S.Width);
            PixelRows.Pack(pixels[i] + offset, 0, 1, channels, gathered[i], S.Width);
        }
    }
}
