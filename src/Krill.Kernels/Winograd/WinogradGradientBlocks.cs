namespace Krill.Kernels;

/// <summary>
/// The gradient with respect to a kernel whose 36 positions are large beside the images: each task sums a block of it (some input channels, a few panels of output
/// channels) over a part of the batch.
/// </summary>
/// <remarks>
/// A task transforms what it reads by itself, so that nothing but sums is stored. A kernel of few blocks has its batch cut into parts, by its shape alone, and the parts are
/// added up afterwards as lanes are.
/// </remarks>
internal sealed unsafe class WinogradGradientBlocks<V, S> : TaskKernel, IWinograd
    where V : struct
    where S : struct, ISimd<V>
{
    // The sums of a task, 36 · 96 · 64 floats, are 885 KiB and stay in the second-level cache.
    const int MostChannels = 96;

    // A batch that is not cut makes at least so many blocks, if they have a vector of channels each: below, a block's transforms of the output's gradient outweigh its products.
    const int FewestBlocks = 4, FewestChannels = 16;

    // Enough for many cores; and a part should be long enough for its sums to be worth their transform.
    const int WantedTasks = 32, FewestTilesOfPart = 512;

    readonly ConvolutionGeometry _geometry;
    readonly WinogradTiles _tiles;
    readonly int _images;
    readonly int _parts;
    readonly WinogradSums<V, S>[] _blocks;
    readonly (int Channel, Panel Panel)[] _places;
    readonly Storage _input;
    readonly Storage _outputGradient;
    readonly Storage _partials;

    public WinogradGradientBlocks(ConvolutionGeometry geometry, int images, Storage input, Storage outputGradient, Storage partials)
    {
        _geometry = geometry;
        _tiles = WinogradTiles.Forward(geometry);
        _images = images;
        _parts = Parts(geometry, images);
        Panel[] panels = Panels.Split(geometry.OutputChannels, S.Width);
        int channelBlocks = ChannelBlocks(geometry, images);
        _places = [.. Enumerable.Range(0, channelBlocks).SelectMany(block => panels.Select(panel => (FirstChannel(block), panel)))];
        _blocks = [.. Enumerable.Range(0, channelBlocks).SelectMany(block =>
            panels.Select(panel => new WinogradSums<V, S>(_tiles, FirstChannel(block), FirstChannel(block + 1) - FirstChannel(block), [panel])))];
        _input = input;
        _outputGradient = outputGradient;
        _partials = partials;

        int FirstChannel(int block) => (int)((long)geometry.InputChannels * block / channelBlocks);
    }

    public override int Tasks => _blocks.Length * _parts;

    public override long ScratchLength =>
        _blocks.Max(block => block.Length + block.ScratchLength(checked(_images * _tiles.Tiles))) + WinogradKernelRow<V, S>.BufferLength;

    /// <summary>Into how many parts the batch is cut: sums of the whole kernel that are to be added up.</summary>
    public static int Parts(ConvolutionGeometry geometry, int images)
    {
        int blocks = ChannelBlocks(geometry, images) * PanelCount(geometry);
        return (int)Math.Clamp(Math.Min((WantedTasks + blocks - 1) / blocks, MostParts(geometry, images)), 1, images);
    }

    public override void Run(int task, float* scratch)
    {
        (int part, int index) = Math.DivRem(task, _blocks.Length);
        (int channel, Panel panel) = _places[index];
        WinogradSums<V, S> block = _blocks[index];
        int first = (int)((long)_images * part / _parts), last = (int)((long)_images * (part + 1) / _parts);
        float* sums = scratch;
        float* buffer = sums + block.Length;
        ShortRuns.Clear(sums, block.Length);
        block.Add(_input.Start, _outputGradient.Start, first * _tiles.Tiles, (last - first) * _tiles.Tiles, sums, buffer);

        int columns = _geometry.OutputChannels;
        float* target = _partials.Start + ((long)part * _geometry.KernelLength) + ((long)channel * columns) + panel.Column;
        for (int row = 0; row < block.Channels; row++)
        {
            WinogradKernelRow<V, S>.Write(
                sums + ((long)row * block.RowLength), block.PositionLength, target + ((long)row * columns), _geometry.InputChannels * columns, panel.Columns, buffer);
        }
    }

    static int ChannelBlocks(ConvolutionGeometry geometry, int images)
    {
        int blocks = (geometry.InputChannels + MostChannels - 1) / MostChannels;
        return MostParts(geometry, images) > 1
            ? blocks
            : Math.Max(blocks, Math.Min(geometry.InputChannels / FewestChannels, (FewestBlocks + PanelCount(geometry) - 1) / PanelCount(geometry)));
    }

    static int PanelCount(ConvolutionGeometry geometry) => Panels.Split(geometry.OutputChannels, S.Width).Length;

    static long MostParts(ConvolutionGeometry geometry, int images) => (long)images * WinogradTiles.Forward(geometry).Tiles / FewestTilesOfPart;
}
