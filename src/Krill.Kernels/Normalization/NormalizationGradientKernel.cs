using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>inputGradient = γ · s · (dy - dβ / m - (x - mean) · s · dγ / m), s the inverse deviation, m the elements of a channel.</summary>
/// <remarks>
/// Four values per channel, tabled over a <see cref="ChannelPeriod"/>: mean, dβ / m, -s · dγ / m and γ · s.
/// </remarks>
internal sealed unsafe class NormalizationGradientKernel<V, S>(
    int channels, int batch, Storage input, Storage outputGradient, Storage sums, NormalizationStorages storages, Storage inputGradient) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    const int Tables = 4;

    readonly int _period = ChannelPeriod.Length(channels, S.Width);

    public override int PieceUnit => channels;

    public override BatchKernel InPieces(int pieces) => new NormalizationGradientKernel<V, S>(
        channels, batch * pieces, input.InPieces(pieces), outputGradient.InPieces(pieces), sums, storages, inputGradient.InPieces(pieces));

    public override long ScratchLength(int images) => Tables * _period;

    public override void Run(in Work work)
    {
        int total = work.Count * input.Length;
        if (work.Offset == 0)
        {
            FillTables(work.Scratch, _period);
        }

        float* source = input.At(work), gradient = outputGradient.At(work), destination = inputGradient.At(work);
        for (int first = 0; first < total; first += _period)
        {
            RunPeriod(source + first, gradient + first, destination + first, Math.Min(_period, total - first), work.Scratch, _period);
        }
    }

    void FillTables(float* tables, int length)
    {
        float* meanGradient = tables + length, slope = meanGradient + length, scale = slope + length;
        float perElement = 1f / ((long)batch * input.Length / channels);
        for (int channel = 0; channel < channels; channel++)
        {
            float inverse = storages.InverseDeviation.Start[channel];
            tables[channel] = storages.Mean.Start[channel];
            meanGradient[channel] = sums.Start[channel] * perElement;
            slope[channel] = -inverse * (sums.Start[channels + channel] * perElement);
            scale[channel] = storages.Scale is null ? inverse : storages.Scale.Start[channel] * inverse;
        }

        for (int table = 0; table < Tables; table++)
        {
            ChannelPeriod.Repeat(tables + table * length, channels, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void RunPeriod(float* input, float* gradient, float* output, int count, float* tables, int length)
    {
        int i = 0;
        for (; i <= count - S.Width; i += S.Width)
        {
            S.Store(output + i, Element<V, S>(input + i, gradient + i, tables + i, length));
        }

        for (; i < count; i++)
        {
            output[i] = Element<float, SimdScalar>(input + i, gradient + i, tables + i, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static W Element<W, T>(float* input, float* gradient, float* tables, int length)
        where W : struct
        where T : struct, ISimd<W>
    {
        W deviation = T.Subtract(T.Load(input), T.Load(tables));
        W centered = T.Subtract(T.Load(gradient), T.Load(tables + length));
        return T.Multiply(T.MultiplyAdd(deviation, T.Load(tables + 2 * length), centered), T.Load(tables + 3 * length));
    }
}
