namespace Krill.Kernels;

/// <summary>A kernel's gradient whose products sum over positions: see <see cref="GradientLayout"/>.</summary>
internal sealed unsafe class TileGradientBlocks : TileGradientTask
{
    readonly GradientLayout _layout;
    readonly int _images;
    readonly Storage _transposed;
    readonly Storage _pairs;
    readonly int _imagesPerTap;
    readonly int _stepsPerTap;
    readonly nint[][] _offsets;

    public TileGradientBlocks(GradientLayout layout, int images, Storage transposed, Storage pairs, Storage kernelGradient)
        : base(layout.Geometry, kernelGradient)
    {
        _layout = layout;
        _images = images;
        _transposed = transposed;
        _pairs = pairs;
        _imagesPerTap = layout.ImagesPerTap(images);
        _stepsPerTap = layout.StepsPerTap(_imagesPerTap);
        _offsets = [layout.Offsets(_imagesPerTap, 1), layout.Offsets(_imagesPerTap, 2)];
    }

    protected override long OwnScratchLength => 0;

    protected override void AddAll(GradientBlocks blocks, float* sums, float* scratch)
    {
        TileProduct* product = stackalloc TileProduct[1];
        product->LeftStride = _layout.LinePositions * sizeof(ushort);
        product->LeftSecond = product->LeftStride * TileSize;
        for (int image = 0; image < _images; image += _imagesPerTap)
        {
            int steps = Math.Min(_imagesPerTap, _images - image) * _layout.Steps;
            for (int step = 0; step < steps; step += _stepsPerTap)
            {
                product->Steps = Math.Min(_stepsPerTap, steps - step);
                float* target = sums;
                for (int block = blocks.FirstBlock; block < blocks.EndBlock; block++)
                {
                    for (int panel = blocks.FirstPanel; panel < blocks.EndPanel; panel++)
                    {
                        AddTaps(product, image, step, block, panel, target);
                        target += TapsLength;
                    }
                }
            }
        }
    }

    void AddTaps(TileProduct* product, int image, int step, int block, int panel, float* sums)
    {
        int tiles = TilesOf(panel), groups = GroupsOf(block);
        ushort* rows = (ushort*)_transposed.Start + (block * _layout.BlockStride) + ((long)image * _layout.ImageStride);
        product->Right = (byte*)(_pairs.Start + (panel * _layout.PanelStride) + ((long)image * _layout.PairsImageStride));
        fixed (nint* offsets = _offsets[tiles - 1])
        {
            product->Offsets = offsets + (2 * step);
            foreach (int place in _layout.TapPlaces)
            {
                product->Left = (byte*)(rows + place);
                AddTap(product, groups, tiles, sums);
                sums += SumsLength;
            }
        }
    }
}
