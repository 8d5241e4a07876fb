using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>output = f((input - mean) · inverseDeviation · γ + β).</summary>
/// <remarks>
/// Three values per channel, tabled over a <see cref="ChannelPeriod"/>: mean, inverseDeviation · γ and β. The mean is subtracted first, not
/// folded into the offset: where it is far greater than the deviation, the difference of two great numbers would be left.
/// </remarks>
internal sealed unsafe class NormalizeKernel<V, S, TOperator>(
    TOperator activation, int channels, Storage input, Storage output, NormalizationStorages storages) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
    where TOperator : struct, IUnaryOperator
{
    const int Tables = 3;

    readonly int _period = ChannelPeriod.Length(channels, S.Width);

    public override bool IsCheap => TOperator.IsCheap;

    public override int PieceUnit => channels;

    public override BatchKernel InPieces(int pieces) =>
        new NormalizeKernel<V, S, TOperator>(activation, channels, input.InPieces(pieces), output.InPieces(pieces), storages);

    public override long ScratchLength(int images) => Tables * _period;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(in Work work)
    {
        int total = work.Count * input.Length;
        if (work.Offset == 0)
        {
            FillTables(work.Scratch, _period);
        }

        float* source = input.At(work), destination = output.At(work);
        for (int first = 0; first < total; first += _period)
        {
            RunPeriod(source + first, destination + first, Math.Min(_period, total - first), work.Scratch, _period);
        }
    }

    void FillTables(float* tables, int length)
    {
        float* scale = tables + length, offset = scale + length;
        for (int channel = 0; channel < channels; channel++)
        {
            float inverse = storages.InverseDeviation.Start[channel];
            tables[channel] = storages.Mean.Start[channel];
            scale[channel] = storages.Scale is null ? inverse : storages.Scale.Start[channel] * inverse;
            offset[channel] = storages.Offset is null ? 0 : storages.Offset.Start[channel];
        }

        for (int table = 0; table < Tables; table++)
        {
            ChannelPeriod.Repeat(tables + table * length, channels, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void RunPeriod(float* input, float* output, int count, float* tables, int length)
    {
        int i = 0;
        for (; i <= count - S.Width; i += S.Width)
        {
            S.Store(output + i, Element<V, S>(input + i, tables + i, length));
        }

        for (; i < count; i++)
        {
            output[i] = Element<float, SimdScalar>(input + i, tables + i, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    W Element<W, T>(float* input, float* tables, int length)
        where W : struct
        where T : struct, ISimd<W>
    {
        W deviation = T.Subtract(T.Load(input), T.Load(tables));
        return activation.Invoke<W, T>(T.MultiplyAdd(deviation, T.Load(tables + length), T.Load(tables + 2 * length)));
    }
}
