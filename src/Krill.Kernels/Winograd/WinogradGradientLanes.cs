namespace Krill.Kernels;

/// <summary>The gradient with respect to a small kernel at the 36 positions of <see cref="WinogradTiles"/>, summed per lane.</summary>
internal sealed unsafe class WinogradGradientLanes<V, S>(ConvolutionGeometry geometry, Storage input, Storage outputGradient, Storage partials) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    readonly WinogradTiles _tiles = WinogradTiles.Forward(geometry);
    readonly WinogradSums<V, S> _sums = new(WinogradTiles.Forward(geometry), 0, geometry.InputChannels, Panels.Split(geometry.OutputChannels, S.Width));

    /// <summary>Floats of a lane's sums.</summary>
    public static int LaneLength(ConvolutionGeometry geometry) =>
        checked(WinogradTiles.Positions * geometry.InputChannels * Panels.RowLength(geometry.OutputChannels, S.Width));

    public override int FewestImages => _sums.FewestImages;

    public override long ScratchLength(int images) => _sums.ScratchLength(checked(images * _tiles.Tiles));

    public override void Run(in Work work)
    {
        float* sums = partials.Start + ((long)work.Lane * _sums.Length);
        if (work.StartsLane)
        {
            new Span<float>(sums, _sums.Length).Clear();
        }

        _sums.Add(input.At(work), outputGradient.At(work), 0, work.Count * _tiles.Tiles, sums, work.Scratch);
    }
}
