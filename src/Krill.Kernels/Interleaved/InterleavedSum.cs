namespace Krill.Kernels;

/// <summary>sums[i] = Σ over lanes, in order, and then over the images of a group of partials[lane][i].</summary>
internal sealed unsafe class InterleavedSum<V, S>(int length, int lanes, Storage partials, Storage sums) : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    const int ElementsPerTask = 256;

    public override int Tasks => (length + ElementsPerTask - 1) / ElementsPerTask;

    public override void Run(int task, float* scratch)
    {
        nint laneLength = (nint)length * Group.Images;
        int end = Math.Min(length, (task + 1) * ElementsPerTask);
        for (int i = task * ElementsPerTask; i < end; i++)
        {
            float* first = partials.Start + ((nint)i * Group.Images);
            float sum = 0;
            for (int part = 0; part < Group.Images; part += S.Width)
            {
                V vector = S.Load(first + part);
                for (int lane = 1; lane < lanes; lane++)
                {
                    vector = S.Add(vector, S.Load(first + (lane * laneLength) + part));
                }

                sum += S.Sum(vector);
            }

            sums.Start[i] = sum;
        }
    }
}
