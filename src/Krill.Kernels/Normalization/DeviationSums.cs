using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// Per channel Σ w and Σ w · d, d = x - centre, in one pass over a chunk: the sums behind the moments and behind the gradient of a
/// normalization. The order is that of <see cref="PeriodicSum{V, S}"/>.
/// </summary>
internal static unsafe class DeviationSums<V, S, TWeight>
    where V : struct
    where S : struct, ISimd<V>
    where TWeight : struct, IDeviationWeight
{
    /// <summary>Floats of scratch memory for a chunk of so many floats: the centres and the two sums, a period of each.</summary>
    public static int ScratchLength(int channels, int total) => 3 * Math.Min(ChannelPeriod.Length(channels, S.Width), total);

    /// <summary>Gives where in the scratch memory the sums per channel are.</summary>
    public static void Run(
        int channels, float* input, float* gradient, int total, float* centers, float* scratch, out float* sums, out float* products)
    {
        int period = ChannelPeriod.Length(channels, S.Width), length = Math.Min(period, total);
        sums = scratch + length;
        products = sums + length;
        ShortRuns.Copy(centers, scratch, channels);
        ChannelPeriod.Repeat(scratch, channels, length);
        ShortRuns.Clear(sums, 2 * length);
        int block = PeriodicSum<V, S>.RowsOfABlock(period);
        for (int rest = total; rest > 0;)
        {
            int rows = Math.Clamp(rest / period, 1, block), width = Math.Min(period, rest);
            AddRows(new Columns { Input = input, Gradient = gradient, Centers = scratch, Sums = sums, Products = products }, rows, period, width);
            input += rows * width;
            gradient += rows * width;
            rest -= rows * width;
        }

        PeriodicSum<V, S>.Fold(sums, channels, length);
        PeriodicSum<V, S>.Fold(products, channels, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddRows(Columns columns, int rows, int period, int width)
    {
        int i = 0;
        for (; i <= width - 4 * S.Width; i += 4 * S.Width)
        {
            AddFourColumns(columns.At(i), rows, period);
        }

        for (; i <= width - S.Width; i += S.Width)
        {
            AddColumn<V, S>(columns.At(i), rows, period);
        }

        for (; i < width; i++)
        {
            AddColumn<float, SimdScalar>(columns.At(i), rows, period);
        }
    }

    // Eight sums and four centres: they fit the 16 registers of the narrower sets.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddFourColumns(Columns columns, int rows, int period)
    {
        float* input = columns.Input, gradient = columns.Gradient;
        V centerA = S.Load(columns.Centers), centerB = S.Load(columns.Centers + S.Width);
        V centerC = S.Load(columns.Centers + 2 * S.Width), centerD = S.Load(columns.Centers + 3 * S.Width);
        V sumA = S.Zero, sumB = S.Zero, sumC = S.Zero, sumD = S.Zero;
        V productA = S.Zero, productB = S.Zero, productC = S.Zero, productD = S.Zero;
        for (int row = 0; row < rows; row++, input += period, gradient += period)
        {
            AddTerms<V, S>(input, gradient, centerA, ref sumA, ref productA);
            AddTerms<V, S>(input + S.Width, gradient + S.Width, centerB, ref sumB, ref productB);
            AddTerms<V, S>(input + 2 * S.Width, gradient + 2 * S.Width, centerC, ref sumC, ref productC);
            AddTerms<V, S>(input + 3 * S.Width, gradient + 3 * S.Width, centerD, ref sumD, ref productD);
        }

        columns.Add<V, S>(0, sumA, productA);
        columns.Add<V, S>(S.Width, sumB, productB);
        columns.Add<V, S>(2 * S.Width, sumC, productC);
        columns.Add<V, S>(3 * S.Width, sumD, productD);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddColumn<W, T>(Columns columns, int rows, int period)
        where W : struct
        where T : struct, ISimd<W>
    {
        float* input = columns.Input, gradient = columns.Gradient;
        W center = T.Load(columns.Centers), sum = T.Zero, product = T.Zero;
        for (int row = 0; row < rows; row++, input += period, gradient += period)
        {
            AddTerms<W, T>(input, gradient, center, ref sum, ref product);
        }

        columns.Add<W, T>(0, sum, product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddTerms<W, T>(float* input, float* gradient, W center, ref W sum, ref W product)
        where W : struct
        where T : struct, ISimd<W>
    {
        W deviation = T.Subtract(T.Load(input), center);
        W weight = TWeight.At<W, T>(deviation, gradient);
        sum = T.Add(sum, weight);
        product = T.MultiplyAdd(weight, deviation, product);
    }

    /// <summary>The same columns of all the tensors.</summary>
    struct Columns
    {
        public float* Input;
        public float* Gradient;
        public float* Centers;
        public float* Sums;
        public float* Products;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Columns At(int offset) => new()
        {
            Input = Input + offset,
            Gradient = Gradient + offset,
            Centers = Centers + offset,
            Sums = Sums + offset,
            Products = Products + offset,
        };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Add<W, T>(int offset, W sum, W product)
            where W : struct
            where T : struct, ISimd<W>
        {
            T.Store(Sums + offset, T.Add(T.Load(Sums + offset), sum));
            T.Store(Products + offset, T.Add(T.Load(Products + offset), product));
        }
    }
}
