using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Krill.Kernels;

/// <summary>Combines the lanes' moments in order (Chan, Golub and LeVeque 1983), in double precision.</summary>
/// <param name="channels">Channels.</param>
/// <param name="pixels">Pixels of an image.</param>
/// <param name="split">How the batch was split: which lane holds how many images.</param>
/// <param name="epsilon">Added to the variance under the root.</param>
/// <param name="momentum">What the moving statistics keep of themselves.</param>
/// <param name="partials">From <see cref="MomentsKernel{V, S}"/>.</param>
/// <param name="storages">Mean and InverseDeviation are written, the moving statistics updated.</param>
internal sealed unsafe class FinishMomentsKernel(
    int channels, int pixels, BatchSplit split, float epsilon, float momentum, Storage partials, NormalizationStorages storages) : TaskKernel
{
    const int ChannelsOfATask = 64;

    /// <summary>Floats a lane: the centres of all channels, then the sums, then the sums of squares.</summary>
    public static int PartialsOfALane(int channels) => 3 * channels;

    public override int Tasks => (channels + ChannelsOfATask - 1) / ChannelsOfATask;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int task, float* scratch)
    {
        int first = task * ChannelsOfATask, count = Math.Min(ChannelsOfATask, channels - first);
        double* means = stackalloc double[ChannelsOfATask], squares = stackalloc double[ChannelsOfATask];
        long images = 0;
        for (int lane = 0; lane < split.Lanes; lane++)
        {
            int more = split.LaneStart(lane + 1) - split.LaneStart(lane);
            if (more > 0)
            {
                float* moments = partials.Start + (long)lane * PartialsOfALane(channels) + first;
                Combine(moments, count, images * pixels, (long)more * pixels, means, squares);
                images += more;
            }
        }

        for (int i = 0; i < count; i++)
        {
            Write(first + i, means[i], squares[i] / (images * pixels));
        }
    }

    // Divisions once a lane, not once a channel: they would take most of the time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Combine(float* moments, int count, long before, long more, double* means, double* squares)
    {
        double perElement = 1.0 / more;
        double share = (double)more / (before + more), weight = before * share;
        for (int i = 0; i < count; i++)
        {
            double sum = Widen(moments + channels + i);
            double mean = Widen(moments + i) + sum * perElement;

            // Below zero only by rounding, where all elements are equal.
            double square = Math.Max(Widen(moments + 2 * channels + i) - sum * sum * perElement, 0);
            if (before == 0)
            {
                means[i] = mean;
                squares[i] = square;
                continue;
            }

            double distance = mean - means[i];
            means[i] += distance * share;
            squares[i] += square + distance * distance * weight;
        }
    }

    // The scalar conversion keeps the upper half of its register and so waits for whatever was there before: the loop above took three
    // times as long with it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double Widen(float* value) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(*value)).ToScalar();

    void Write(int channel, double mean, double variance)
    {
        storages.Mean.Start[channel] = (float)mean;
        storages.InverseDeviation.Start[channel] = (float)(1 / Math.Sqrt(variance + epsilon));
        float* movingMean = storages.MovingMean.Start + channel, movingVariance = storages.MovingVariance.Start + channel;
        *movingMean = (float)(*movingMean * (double)momentum + mean * (1 - (double)momentum));
        *movingVariance = (float)(*movingVariance * (double)momentum + variance * (1 - (double)momentum));
    }
}
