namespace Krill.Kernels;

/// <summary>A convolution on the tile unit, forward or to the input, image by image.</summary>
internal sealed unsafe class TileConvolutionKernel(TileMatrix matrix, Storage source, Storage packed, Storage? bias, Storage output) : BatchKernel
{
    readonly TileProductRunner _runner = new(matrix);

    public override int FewestImages => _runner.FewestImages;

    public override long ScratchLength(int images) => TileProductRunner.ScratchLength;

    public override void Run(in Work work) =>
        _runner.Run(source.At(work), work.Count, packed.Start, bias is null ? null : bias.Start, output.At(work), work.Scratch, 0, _runner.Panels);
}
