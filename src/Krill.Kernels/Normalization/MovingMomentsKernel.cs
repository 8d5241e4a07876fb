namespace Krill.Kernels;

/// <summary>For inference: the moving statistics in place of the batch's.</summary>
internal sealed unsafe class MovingMomentsKernel(int channels, float epsilon, NormalizationStorages storages) : TaskKernel
{
    public override int Tasks => 1;

    public override void Run(int task, float* scratch)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            storages.Mean.Start[channel] = storages.MovingMean.Start[channel];
            storages.InverseDeviation.Start[channel] = (float)(1 / Math.Sqrt((double)storages.MovingVariance.Start[channel] + epsilon));
        }
    }
}
