using Krill.Kernels;
using Krill.Layers;

namespace Krill.Optimizers;

/// <summary>Averages one parameter after its update, in runs that threads share. No number depends on another, so the bits do not depend on who does which run.</summary>
internal sealed class WeightAverageTask(WeightAverage optimizer, Parameter parameter, PinnedMemory averages, KernelFactory kernels) : HostTask
{
    const int RunLength = 8192;

    public override int Tasks => (parameter.Shape.Elements + RunLength - 1) / RunLength;

    protected override void Run(int task)
    {
        if (!optimizer.IsDue)
        {
            return;
        }

        int offset = task * RunLength;
        int length = Math.Min(RunLength, parameter.Shape.Elements - offset);
        Span<float> weights = parameter.Values.Slice(offset, length), average = averages.Span.Slice(offset, length);

        // As a ← a + (w - a) it need not be w to the last bit.
        if (optimizer.Share == 1)
        {
            weights.CopyTo(average);
            return;
        }

        kernels.AverageUpdate(average, weights, (float)optimizer.Share);
        if (optimizer.SetsWeights)
        {
            average.CopyTo(weights);
        }
    }
}
