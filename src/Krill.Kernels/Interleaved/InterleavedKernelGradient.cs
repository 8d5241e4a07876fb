namespace Krill.Kernels;

/// <summary>The gradient with respect to a kernel over interleaved images: per lane, a sum for each image of a group.</summary>
internal sealed unsafe class InterleavedKernelGradient<V, S> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    readonly ConvolutionGeometry _geometry;
    readonly SlidingProduct _product;
    readonly Panel[] _panels;
    readonly Storage _input;
    readonly Storage _outputGradient;
    readonly Storage _partials;
    readonly int[] _offsets;

    public InterleavedKernelGradient(ConvolutionGeometry geometry, Storage input, Storage outputGradient, Storage partials)
    {
        _geometry = geometry;
        _product = SlidingProduct.Forward(geometry);
        _panels = Panels.Split(geometry.OutputChannels, 1, InterleavedTile<V, S>.MostColumns);
        _input = input;
        _outputGradient = outputGradient;
        _partials = partials;
        _offsets = [.. _product.Parts[0].SourceOffsets.Select(offset => offset * Group.Images)];
    }

    public override long ScratchLength(int images) => _product.IsPadded ? (long)images * _product.PaddedLength : 0;

    public override void Run(in Work work)
    {
        int laneLength = _geometry.KernelLength * Group.Images;
        float* sums = _partials.Start + ((long)work.Lane * laneLength);
        if (work.StartsLane)
        {
            ShortRuns.Clear(sums, laneLength);
        }

        float* source = _input.At(work), gradients = _outputGradient.At(work);
        int groups = work.Count / Group.Images, groupLength = _product.SourceLength * Group.Images;
        if (_product.IsPadded)
        {
            PaddedCopy.Copy(_product, source, groups, work.Scratch, Group.Images);
            source = work.Scratch;
            groupLength = _product.PaddedLength * Group.Images;
        }

        fixed (int* offsets = _offsets)
        {
            for (int group = 0; group < groups; group++)
            {
                AddGroup(source, offsets, gradients, sums);
                source += groupLength;
                gradients += _geometry.OutputPixels * _geometry.OutputChannels * Group.Images;
            }
        }
    }

    void AddGroup(float* source, int* offsets, float* gradients, float* sums)
    {
        nint row = _geometry.OutputChannels * Group.Images;
        foreach (Panel panel in _panels)
        {
            for (int lane = 0; lane < Group.Images; lane += S.Width)
            {
                nint column = (panel.Column * Group.Images) + lane;
                float* target = sums + column;
                foreach (SourceRun line in _product.Parts[0].Runs)
                {
                    float* from = source + ((nint)line.Offset * Group.Images) + lane;
                    InterleavedGradientTile<V, S>.Add(panel.Columns, line.Length, from, offsets, gradients + column, row, _geometry.OutputPixels, target, row);
                    target += line.Length * row;
                }
            }
        }
    }
}
