using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>The gradient divided by the count where the input is the extremum, else zero.</summary>
internal sealed unsafe class ExtremumGradientKernel<V, S>(Storage input, Storage extremum, Storage gradient, Storage count, Storage inputGradient) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    public override int PieceUnit => 1;

    public override BatchKernel InPieces(int pieces) =>
        new ExtremumGradientKernel<V, S>(input.InPieces(pieces), extremum, gradient, count, inputGradient.InPieces(pieces));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(in Work work)
    {
        float* source = input.At(work), destination = inputGradient.At(work), end = source + (long)work.Count * input.Length;
        float number = *extremum.Start, share = *gradient.Start / *count.Start;
        V numbers = S.Broadcast(number), shares = S.Broadcast(share);
        for (; source <= end - S.Width; source += S.Width, destination += S.Width)
        {
            S.Store(destination, S.Select(S.Equal(S.Load(source), numbers), shares, S.Zero));
        }

        for (; source < end; source++, destination++)
        {
            *destination = *source == number ? share : 0;
        }
    }
}
