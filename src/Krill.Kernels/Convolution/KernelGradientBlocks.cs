namespace Krill.Kernels;

/// <summary>
/// The gradient with respect to a kernel that is large beside the images: each task sums a block of it (all taps of some input channels, a panel of output channels)
/// over the whole batch, so that nothing has to be added up afterwards.
/// </summary>
/// <remarks>
/// A task copies its channels of a few images into a frame of zeros; all taps then read them from the first-level cache, at the same places but for an offset.
/// </remarks>
internal sealed unsafe class KernelGradientBlocks<V, S> : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    // Pixels whose gradients of one panel stay in the first-level cache while the taps pass, beside the source's: 128 · 64 floats are 32 KiB.
    const int PixelsPerBlock = 128;

    // The rows of a tile; blocks of channels are multiples of it.
    const int Unit = 6;

    // 24 channels, whose sums for 3×3 taps and a panel are 55 KiB; 48 of a dense layer.
    const int MostUnits = 4;

    readonly ConvolutionGeometry _geometry;
    readonly int _images;
    readonly Panel[] _panels;
    readonly (int Channel, SlidingProduct Product)[] _blocks;
    readonly Storage _input;
    readonly Storage _outputGradient;
    readonly Storage _kernelGradient;

    public KernelGradientBlocks(ConvolutionGeometry geometry, int images, Storage input, Storage outputGradient, Storage kernelGradient)
    {
        _geometry = geometry;
        _images = images;
        _panels = Panels.Split(geometry.OutputChannels, S.Width);
        _input = input;
        _outputGradient = outputGradient;
        _kernelGradient = kernelGradient;

        int units = (geometry.InputChannels + Unit - 1) / Unit, most = geometry.Taps == 1 ? 2 * MostUnits : MostUnits, blocks = (units + most - 1) / most;
        _blocks = [.. Enumerable.Range(0, blocks).Select(block => (First(block), SlidingProduct.Forward(geometry with { InputChannels = First(block + 1) - First(block) })))];

        int First(int block) => Math.Min(geometry.InputChannels, Unit * (int)((long)units * block / blocks));
    }

    public override int Tasks => _blocks.Length * _panels.Length;

    public override long ScratchLength =>
        _blocks.Max(block => SumsLength(block.Product) + ((long)Group * block.Product.PaddedLength)) + (PixelsPerBlock * ((4 * S.Width) + 1));

    // Images that are worked on at a time.
    int Group => Math.Clamp(PixelsPerBlock / _geometry.OutputPixels, 1, _images);

    public override void Run(int task, float* scratch)
    {
        (int block, int column) = Math.DivRem(task, _panels.Length);
        (int channel, SlidingProduct product) = _blocks[block];
        Panel panel = _panels[column];
        int rowLength = panel.Vectors * S.Width, group = Group;
        long sumsLength = SumsLength(product);
        float* sums = scratch, source = sums + sumsLength, packed = source + ((long)group * product.PaddedLength);
        int* offsets = (int*)(packed + (PixelsPerBlock * 4 * S.Width));
        ShortRuns.Clear(sums, (nint)sumsLength);

        // The frames stay as they are while the images in them change.
        ShortRuns.Clear(source, (nint)group * product.PaddedLength);
        for (int first = 0; first < _images; first += group)
        {
            int count = Math.Min(group, _images - first);
            for (int image = 0; image < count; image++)
            {
                Frame(product, _input.Start + ((long)(first + image) * _geometry.InputPixels * _geometry.InputChannels) + channel, source + ((long)image * product.PaddedLength));
            }

            Add(product, panel, source, _outputGradient.Start + ((long)first * _geometry.OutputPixels * _geometry.OutputChannels) + panel.Column, count, sums, packed, offsets);
        }

        float* target = _kernelGradient.Start + ((long)channel * _geometry.OutputChannels) + panel.Column;
        for (int tap = 0; tap < _geometry.Taps; tap++)
        {
            PixelRows.Unpack(sums, rowLength, product.SourceChannels, panel.Columns, target, _geometry.OutputChannels);
            sums += product.SourceChannels * rowLength;
            target += (long)_geometry.InputChannels * _geometry.OutputChannels;
        }
    }

    // A row of at most four vectors for each of the channels of each tap.
    long SumsLength(SlidingProduct product) => (long)_geometry.Taps * product.SourceChannels * 4 * S.Width;

    void Frame(SlidingProduct product, float* image, float* frame)
    {
        int channels = product.SourceChannels;
        frame += ((product.PadTop * product.PaddedWidth) + product.PadLeft) * channels;
        for (int y = 0; y < product.SourceHeight; y++)
        {
            PixelRows.Pack(image, _geometry.InputChannels, product.SourceWidth, channels, frame, channels);
            image += product.SourceWidth * _geometry.InputChannels;
            frame += product.PaddedWidth * channels;
        }
    }

    void Add(SlidingProduct product, Panel panel, float* source, float* gradients, int images, float* sums, float* packed, int* offsets)
    {
        int rowLength = panel.Vectors * S.Width, total = images * _geometry.OutputPixels;
        ReadOnlySpan<int> places = product.Parts[0].SourceOffsets;
        for (int first = 0; first < total; first += PixelsPerBlock)
        {
            int count = Math.Min(PixelsPerBlock, total - first);
            for (int p = 0; p < count; p++)
            {
                (int image, int pixel) = Math.DivRem(first + p, places.Length);
                offsets[p] = (image * product.PaddedLength) + places[pixel];
            }

            PixelRows.Pack(gradients + ((long)first * _geometry.OutputChannels), _geometry.OutputChannels, count, panel.Columns, packed, rowLength);
            float* target = sums;
            foreach (SourceRun line in product.Parts[0].Runs)
            {
                GradientTile<V, S>.Add(panel.Vectors, line.Length, source + line.Offset, offsets, packed, rowLength, count, target, rowLength);
                target += line.Length * rowLength;
            }
        }
    }
}
