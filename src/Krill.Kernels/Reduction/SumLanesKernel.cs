using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>sums = the lanes' partial sums, added in order. Every lane must have had an image, or its partials are not there.</summary>
internal sealed unsafe class SumLanesKernel<V, S>(int length, int lanes, Storage partials, Storage sums) : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    public override int Tasks => SharedBlocks.Count(length);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int task, float* scratch)
    {
        (int i, int end) = SharedBlocks.Range(task, length);
        float* source = partials.Start, destination = sums.Start;
        for (; i <= end - 4 * S.Width; i += 4 * S.Width)
        {
            AddFourVectors(source + i, destination + i);
        }

        for (; i <= end - S.Width; i += S.Width)
        {
            V sum = S.Load(source + i);
            for (int lane = 1; lane < lanes; lane++)
            {
                sum = S.Add(sum, S.Load(source + i + (long)lane * length));
            }

            S.Store(destination + i, sum);
        }

        for (; i < end; i++)
        {
            float sum = source[i];
            for (int lane = 1; lane < lanes; lane++)
            {
                sum += source[i + (long)lane * length];
            }

            destination[i] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddFourVectors(float* source, float* destination)
    {
        V a = S.Load(source), b = S.Load(source + S.Width), c = S.Load(source + 2 * S.Width), d = S.Load(source + 3 * S.Width);
        for (int lane = 1; lane < lanes; lane++)
        {
            source += length;
            a = S.Add(a, S.Load(source));
            b = S.Add(b, S.Load(source + S.Width));
            c = S.Add(c, S.Load(source + 2 * S.Width));
            d = S.Add(d, S.Load(source + 3 * S.Width));
        }

        S.Store(destination, a);
        S.Store(destination + S.Width, b);
        S.Store(destination + 2 * S.Width, c);
        S.Store(destination + 3 * S.Width, d);
    }
}
