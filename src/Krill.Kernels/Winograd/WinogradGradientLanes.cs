namespace Krill.Kernels;

/// <summary>The gradient with respect to a small kernel at the 36 positions of <see cref="WinogradTiles"/>, summed per lane.</summary>
internal sealed unsafe class WinogradGradientLanes<V, S>(ConvolutionGeometry geometry, Storage input, Storage outputGradient, Storage partials) : BatchKernel, IWinograd
    where V : struct
    where S : struct, ISimd<V>
{
    readonly WinogradTiles _tiles = WinogradTiles.Forward(geometry);
    readonly WinogradSums<V, S> _sums = new(WinogradTiles.Forward(geometry), 0, geometry.InputChannels, Panels.Split(geometry.OutputChannels, S.Width));

    /// <summary>Floats of a lane's sums.</summary>
    public static int LaneLength(ConvolutionGeometry geometry) =>
        checked(WinogradTiles.Positions * geometry.InputChannels * Panels.RowLength(geometry.OutputChannels, S.Width));

    public override int FewestImages => _sums.FewestImages;

    // The same for any chunk, as a block of tiles is worked on at a time: scratch memory is no reason for smaller chunks, which would pass over the sums more often.
    public override long ScratchLength(int images) => _sums.ScratchLength(_sums.BlockTiles);

    public override void Run(in Work work)
    {
        float* sums = partials.Start + ((long)work.Lane * _sums.Length);
        if (work.StartsLane)
        {
            ShortRuns.Clear(sums, _sums.Length);
        }

        _sums.Add(input.At(work), outputGradient.At(work), 0, work.Count * _tiles.Tiles, sums, work.Scratch);
    }
}
