namespace Krill.Kernels;

/// <summary>Per lane and channel: Σ dy, then Σ dy · x̂.</summary>
/// <remarks>The deviation is multiplied into the sums, not into each element: x̂ = (x - mean) · inverseDeviation.</remarks>
internal sealed unsafe class NormalizationGradientSumsKernel<V, S>(
    int channels, Storage input, Storage outputGradient, NormalizationStorages storages, Storage partials) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    public override int PieceUnit => channels;

    public override BatchKernel InPieces(int pieces) =>
        new NormalizationGradientSumsKernel<V, S>(channels, input.InPieces(pieces), outputGradient.InPieces(pieces), storages, partials);

    public override long ScratchLength(int images) => DeviationSums<V, S, OutputGradientAsWeight>.ScratchLength(channels, images * input.Length);

    public override void Run(in Work work)
    {
        float* sums = partials.At(work) + (long)work.Lane * 2 * channels, products = sums + channels;
        if (work.StartsLane)
        {
            ShortRuns.Clear(sums, 2 * channels);
        }

        int total = work.Count * input.Length;
        DeviationSums<V, S, OutputGradientAsWeight>.Run(
            channels, input.At(work), outputGradient.At(work), total, storages.Mean.Start, work.Scratch, out float* moreSums, out float* moreProducts);
        PeriodicSum<V, S>.Add(moreSums, sums, channels);
        float* inverseDeviation = storages.InverseDeviation.Start;
        for (int channel = 0; channel < channels; channel++)
        {
            products[channel] += moreProducts[channel] * inverseDeviation[channel];
        }
    }
}
