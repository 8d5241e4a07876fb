namespace Krill.Kernels;

/// <summary>
/// The gradient with respect to a kernel that is large beside the images: each task sums a block of it (some input channels of one tap, a panel of
/// output channels) over the whole batch, so that nothing has to be added up afterwards.
/// </summary>
internal sealed unsafe class KernelGradientBlocks<V, S> : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    const int PixelsPerBlock = 128;

    // A multiple of the tile's six rows; 128 pixels of 48 channels are 24 KiB, beside 32 KiB of gradients.
    const int MostChannels = 48;

    readonly ConvolutionGeometry _geometry;
    readonly int _images;
    readonly Panel[] _panels;
    readonly int _channelBlocks;
    readonly Storage _input;
    readonly Storage _outputGradient;
    readonly Storage _kernelGradient;

    // The pixels and lines are the same for every image; -1 where the tap lies outside.
    readonly int[][] _places;

    public KernelGradientBlocks(ConvolutionGeometry geometry, int images, Storage input, Storage outputGradient, Storage kernelGradient)
    {
        _geometry = geometry;
        _images = images;
        _panels = Panels.Split(geometry.OutputChannels, S.Width);
        _channelBlocks = (geometry.InputChannels + MostChannels - 1) / MostChannels;
        _input = input;
        _outputGradient = outputGradient;
        _kernelGradient = kernelGradient;
        _places = [.. Enumerable.Range(0, geometry.Taps).Select(Places)];
    }

    public override int Tasks => _geometry.Taps * _channelBlocks * _panels.Length;

    public override long ScratchLength => (PixelsPerBlock * (MostChannels + (4 * S.Width))) + (MostChannels * 4 * S.Width) + PixelsPerBlock;

    public override void Run(int task, float* scratch)
    {
        Panel panel = _panels[task % _panels.Length];
        task /= _panels.Length;
        int block = task % _channelBlocks, tap = task / _channelBlocks;
        int channel = (int)((long)_geometry.InputChannels * block / _channelBlocks);
        int channels = (int)((long)_geometry.InputChannels * (block + 1) / _channelBlocks) - channel;

        int rowLength = panel.Vectors * S.Width;
        float* sums = scratch;
        float* gradients = sums + (MostChannels * 4 * S.Width);
        float* pixels = gradients + (PixelsPerBlock * 4 * S.Width);
        int* offsets = (int*)(pixels + (PixelsPerBlock * MostChannels));
        ShortRuns.Clear(sums, channels * rowLength);
        for (int p = 0; p < PixelsPerBlock; p++)
        {
            offsets[p] = p * channels;
        }

        int[] places = _places[tap];
        int inputLength = _geometry.InputPixels * _geometry.InputChannels;
        float* input = _input.Start + channel;
        float* gradient = _outputGradient.Start + panel.Column;
        int filled = 0;
        for (int image = 0; image < _images; image++)
        {
            for (int pixel = 0; pixel < places.Length; pixel++)
            {
                // Pixels at which the tap lies outside the image add nothing: they are left out.
                if (places[pixel] >= 0)
                {
                    PixelRows.Pack(input + places[pixel], 0, 1, channels, pixels + (filled * channels), channels);
                    PixelRows.Pack(gradient, 0, 1, panel.Columns, gradients + (filled * rowLength), rowLength);
                    if (++filled == PixelsPerBlock)
                    {
                        GradientTile<V, S>.Add(panel.Vectors, channels, pixels, offsets, gradients, rowLength, filled, sums, rowLength);
                        filled = 0;
                    }
                }

                gradient += _geometry.OutputChannels;
            }

            input += inputLength;
        }

        GradientTile<V, S>.Add(panel.Vectors, channels, pixels, offsets, gradients, rowLength, filled, sums, rowLength);
        float* target = _kernelGradient.Start + ((((long)tap * _geometry.InputChannels) + channel) * _geometry.OutputChannels) + panel.Column;
        PixelRows.Unpack(sums, rowLength, channels, panel.Columns, target, _geometry.OutputChannels);
    }

    int[] Places(int tap)
    {
        WindowGeometry window = _geometry.Window;
        (int tapY, int tapX) = Math.DivRem(tap, window.WindowWidth);
        int[] places = new int[_geometry.OutputPixels];
        for (int y = 0; y < window.OutputHeight; y++)
        {
            for (int x = 0; x < window.OutputWidth; x++)
            {
                int inputY = (y * window.StrideY) + tapY - window.PadTop, inputX = (x * window.StrideX) + tapX - window.PadLeft;
                bool inside = inputY >= 0 && inputY < window.InputHeight && inputX >= 0 && inputX < window.InputWidth;
                places[(y * window.OutputWidth) + x] = inside ? ((inputY * window.InputWidth) + inputX) * _geometry.InputChannels : -1;
            }
        }

        return places;
    }
}
