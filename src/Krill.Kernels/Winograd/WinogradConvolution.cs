namespace Krill.Kernels;

/// <summary>A Winograd convolution, forward or to the input, image by image.</summary>
internal sealed unsafe class WinogradConvolution<V, S>(WinogradTiles tiles, Storage source, Storage packed, Storage? bias, Storage output) : BatchKernel, IWinograd
    where V : struct
    where S : struct, ISimd<V>
{
    readonly WinogradRunner<V, S> _runner = new(tiles);

    public override int FewestImages => (_runner.BlockTiles + tiles.Tiles - 1) / tiles.Tiles;

    // The same for any chunk, as a block of tiles is worked on at a time: scratch memory is no reason for smaller chunks, which would read the kernel more often.
    public override long ScratchLength(int images) => _runner.ScratchLength(_runner.BlockTiles);

    public override void Run(in Work work) => _runner.Run(
        source.At(work),
        0,
        work.Count * tiles.Tiles,
        packed.Start,
        bias is null ? null : bias.Start,
        output.At(work),
        work.Scratch,
        0,
        _runner.PanelCount);
}
