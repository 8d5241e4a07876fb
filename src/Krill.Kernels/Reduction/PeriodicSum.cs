using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Sums over a batch, one for each position of a <see cref="ChannelPeriod"/>, folded to one for each channel.</summary>
/// <remarks>
/// Up to <see cref="RowsOfABlock"/> periods are added up in registers, four vectors side by side, so that the additions of one do
/// not wait for another's; the blocks are then added up in memory. Sums are thus of two short levels (and the third, over repetitions,
/// when folding): n rows give an error of about (rows of a block + n / rows of a block) · ε / 2 times the sum of absolute values, in the worst case.
/// </remarks>
internal static unsafe class PeriodicSum<V, S>
    where V : struct
    where S : struct, ISimd<V>
{
    const int FloatsOfABlock = 8192;

    const int LeastRowsOfABlock = 16;

    public static int RowsOfABlock(int period) => Math.Max(LeastRowsOfABlock, FloatsOfABlock / period);

    /// <summary>sums[c] = Σ of the elements of channel c. Takes min(period, total) floats, of which the first <paramref name="channels"/> are the result.</summary>
    public static void Sum(int channels, float* input, int total, float* sums)
    {
        int period = ChannelPeriod.Length(channels, S.Width), length = Math.Min(period, total);
        ShortRuns.Clear(sums, length);
        int block = RowsOfABlock(period);
        for (int rest = total; rest > 0;)
        {
            int rows = Math.Clamp(rest / period, 1, block), width = Math.Min(period, rest);
            AddRows(input, rows, period, width, sums);
            input += rows * width;
            rest -= rows * width;
        }

        Fold(sums, channels, length);
    }

    /// <summary>sums[c] = Σ of all sums at positions ≡ c modulo channels.</summary>
    public static void Fold(float* sums, int channels, int length)
    {
        for (int from = channels; from < length; from += channels)
        {
            Add(sums + from, sums, channels);
        }
    }

    /// <summary>sums += values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* values, float* sums, int length)
    {
        int i = 0;
        for (; i <= length - S.Width; i += S.Width)
        {
            S.Store(sums + i, S.Add(S.Load(sums + i), S.Load(values + i)));
        }

        for (; i < length; i++)
        {
            sums[i] += values[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddRows(float* input, int rows, int period, int width, float* sums)
    {
        int i = 0;
        for (; i <= width - 4 * S.Width; i += 4 * S.Width)
        {
            AddFourColumns(input + i, rows, period, sums + i);
        }

        for (; i <= width - S.Width; i += S.Width)
        {
            AddColumn<V, S>(input + i, rows, period, sums + i);
        }

        for (; i < width; i++)
        {
            AddColumn<float, SimdScalar>(input + i, rows, period, sums + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddFourColumns(float* input, int rows, int period, float* sums)
    {
        V a = S.Zero, b = S.Zero, c = S.Zero, d = S.Zero;
        for (int row = 0; row < rows; row++, input += period)
        {
            a = S.Add(a, S.Load(input));
            b = S.Add(b, S.Load(input + S.Width));
            c = S.Add(c, S.Load(input + 2 * S.Width));
            d = S.Add(d, S.Load(input + 3 * S.Width));
        }

        S.Store(sums, S.Add(S.Load(sums), a));
        S.Store(sums + S.Width, S.Add(S.Load(sums + S.Width), b));
        S.Store(sums + 2 * S.Width, S.Add(S.Load(sums + 2 * S.Width), c));
        S.Store(sums + 3 * S.Width, S.Add(S.Load(sums + 3 * S.Width), d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddColumn<W, T>(float* input, int rows, int period, float* sums)
        where W : struct
        where T : struct, ISimd<W>
    {
        W sum = T.Zero;
        for (int row = 0; row < rows; row++, input += period)
        {
            sum = T.Add(sum, T.Load(input));
        }

        T.Store(sums, T.Add(T.Load(sums), sum));
    }
}
