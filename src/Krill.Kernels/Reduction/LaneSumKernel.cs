namespace Krill.Kernels;

/// <summary>Per lane: the sum of the terms of all elements. Each chunk is summed by <see cref="BlockSum{V, S, TTerm}"/>, then rounded to float and added.</summary>
internal sealed unsafe class LaneSumKernel<V, S, TTerm>(Storage a, Storage? b, Storage partials) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
    where TTerm : struct, ITerm
{
    public override int PieceUnit => 1;

    public override BatchKernel InPieces(int pieces) => new LaneSumKernel<V, S, TTerm>(a.InPieces(pieces), b?.InPieces(pieces), partials);

    public override void Run(in Work work)
    {
        float* first = a.At(work), second = b is null ? first : b.At(work), partial = partials.At(work) + work.Lane;
        float sum = (float)BlockSum<V, S, TTerm>.Sum(first, second, (long)work.Count * a.Length);
        *partial = work.StartsLane ? sum : *partial + sum;
    }
}
