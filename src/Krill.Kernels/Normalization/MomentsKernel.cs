namespace Krill.Kernels;

/// <summary>What the mean and variance of a lane follow from: per channel a centre k, Σ (x - k) and Σ (x - k)².</summary>
/// <remarks>
/// One pass over the data, where mean first and deviations second would take two. It is robust because k is near the mean: it is
/// the mean over the lane's first <see cref="FloatsOfACenter"/> floats. The variance later is Σ (x - k)² / n - (mean - k)², and loses digits only
/// where |mean - k| exceeds the deviation. That takes first pixels unlike the rest; but they belong to the lane, and
/// make its variance itself at least (mean - k)² · first / n or so, which bounds the relative error at about ε · n / first, whatever the data.
/// </remarks>
internal sealed unsafe class MomentsKernel<V, S>(int channels, Storage input, Storage partials) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    const int FloatsOfACenter = 8192;

    public override int PieceUnit => channels;

    public override BatchKernel InPieces(int pieces) => new MomentsKernel<V, S>(channels, input.InPieces(pieces), partials);

    public override long ScratchLength(int images) => DeviationSums<V, S, DeviationItself>.ScratchLength(channels, images * input.Length);

    public override void Run(in Work work)
    {
        float* chunk = input.At(work);
        int total = work.Count * input.Length;
        float* centers = partials.At(work) + (long)work.Lane * FinishMomentsKernel.PartialsOfALane(channels);
        float* sums = centers + channels, squares = sums + channels;
        if (work.StartsLane)
        {
            FindCenters(chunk, total, work.Scratch, centers);
            ShortRuns.Clear(sums, 2 * channels);
        }

        DeviationSums<V, S, DeviationItself>.Run(
            channels, chunk, chunk, total, centers, work.Scratch, out float* moreSums, out float* moreSquares);
        PeriodicSum<V, S>.Add(moreSums, sums, channels);
        PeriodicSum<V, S>.Add(moreSquares, squares, channels);
    }

    void FindCenters(float* chunk, int total, float* scratch, float* centers)
    {
        int pixels = Math.Max(1, Math.Min(total, FloatsOfACenter) / channels);
        PeriodicSum<V, S>.Sum(channels, chunk, pixels * channels, scratch);
        for (int channel = 0; channel < channels; channel++)
        {
            centers[channel] = scratch[channel] / pixels;
        }
    }
}
