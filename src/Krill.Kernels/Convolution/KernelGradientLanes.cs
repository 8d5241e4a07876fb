namespace Krill.Kernels;

/// <summary>
/// The gradient with respect to a small kernel: summed per lane while the output's gradient is in the cache. For kernels that are small beside the
/// images they are slid over; a lane's sums should fit the second-level cache.
/// </summary>
internal sealed unsafe class KernelGradientLanes<V, S> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    // Pixels whose gradients of one panel stay in the first-level cache while the rows of the kernel pass: 128 · 64 floats are 32 KiB.
    const int PixelsPerBlock = 128;

    readonly ConvolutionGeometry _geometry;
    readonly SlidingProduct _product;
    readonly Panel[] _panels;
    readonly int _sumRow;
    readonly Storage _input;
    readonly Storage _outputGradient;
    readonly Storage _partials;

    public KernelGradientLanes(ConvolutionGeometry geometry, Storage input, Storage outputGradient, Storage partials)
    {
        _geometry = geometry;
        _product = SlidingProduct.Forward(geometry);
        _panels = Panels.Split(geometry.OutputChannels, S.Width);
        _sumRow = Panels.RowLength(geometry.OutputChannels, S.Width);
        _input = input;
        _outputGradient = outputGradient;
        _partials = partials;
    }

    /// <summary>Floats of a lane's sums: a row of whole vectors for each row of the kernel.</summary>
    public static int LaneLength(ConvolutionGeometry geometry) => geometry.Depth * Panels.RowLength(geometry.OutputChannels, S.Width);

    public override long ScratchLength(int images) =>
        (PixelsPerBlock * 4 * S.Width) + (_product.IsPadded ? (long)images * _product.PaddedLength : 0) + PixelsPerBlock;

    public override void Run(in Work work)
    {
        float* sums = _partials.Start + ((long)work.Lane * LaneLength(_geometry));
        if (work.StartsLane)
        {
            ShortRuns.Clear(sums, LaneLength(_geometry));
        }

        float* packed = work.Scratch;
        int* offsets = (int*)(packed + (PixelsPerBlock * 4 * S.Width));
        float* source = _input.At(work);
        int sourceLength = _product.SourceLength;
        if (_product.IsPadded)
        {
            float* padded = (float*)(offsets + PixelsPerBlock);
            PaddedCopy.Copy(_product, source, work.Count, padded);
            source = padded;
            sourceLength = _product.PaddedLength;
        }

        int total = work.Count * _geometry.OutputPixels;
        float* gradients = _outputGradient.At(work);
        ReadOnlySpan<int> places = _product.Parts[0].SourceOffsets;
        for (int first = 0; first < total; first += PixelsPerBlock)
        {
            int count = Math.Min(PixelsPerBlock, total - first);
            for (int p = 0; p < count; p++)
            {
                (int image, int pixel) = Math.DivRem(first + p, places.Length);
                offsets[p] = (image * sourceLength) + places[pixel];
            }

            AddBlock(source, offsets, gradients + ((long)first * _geometry.OutputChannels), count, sums, packed);
        }
    }

    void AddBlock(float* source, int* offsets, float* gradients, int count, float* sums, float* packed)
    {
        foreach (Panel panel in _panels)
        {
            int rowLength = panel.Vectors * S.Width;
            float* rows = gradients + panel.Column;
            int stride = _geometry.OutputChannels;
            if (panel.Columns < rowLength || stride > rowLength)
            {
                // Whole vectors, one behind the other: rows a power of two apart would push each other out of the cache.
                PixelRows.Pack(rows, stride, count, panel.Columns, packed, rowLength);
                rows = packed;
                stride = rowLength;
            }

            float* target = sums + panel.Column;
            foreach (SourceRun line in _product.Parts[0].Runs)
            {
                GradientTile<V, S>.Add(panel.Vectors, line.Length, source + line.Offset, offsets, rows, stride, count, target, _sumRow);
                target += (long)line.Length * _sumRow;
            }
        }
    }
}
