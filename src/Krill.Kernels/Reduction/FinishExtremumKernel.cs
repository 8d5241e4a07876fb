namespace Krill.Kernels;

/// <summary>The least or greatest of the lanes' values.</summary>
internal sealed unsafe class FinishExtremumKernel<TExtremum>(int lanes, Storage partials, Storage extremum) : TaskKernel
    where TExtremum : struct, IExtremum
{
    public override int Tasks => 1;

    public override void Run(int task, float* scratch)
    {
        float found = partials.Start[0];
        for (int lane = 1; lane < lanes; lane++)
        {
            found = TExtremum.Of<float, SimdScalar>(found, partials.Start[lane]);
        }

        *extremum.Start = found;
    }
}
