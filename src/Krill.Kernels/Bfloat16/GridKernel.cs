namespace Krill.Kernels;

/// <summary>Copies images into the grids of a <see cref="PositionGrid"/>, as bfloat16.</summary>
internal sealed unsafe class GridKernel(PositionGrid grid, Storage source, Storage target) : BatchKernel
{
    public override void Run(in Work work)
    {
        float* from = source.At(work);
        ushort* to = (ushort*)target.At(work);
        for (int image = 0; image < work.Count; image++)
        {
            Fill(from, to);
            from += source.Length;
            to += grid.ImageElements;
        }
    }

    void Fill(float* source, ushort* target)
    {
        int channels = grid.Channels, stride = grid.Stride;
        ushort* filled = target;
        foreach (GridSource part in grid.Grids)
        {
            ushort* line = target + ((long)part.Start * stride);
            for (int row = 0; row < part.Rows; row++)
            {
                ShortRuns.Clear(filled, (nint)(line - filled));
                float* from = source + ((((long)part.FirstRow + (row * part.RowStride)) * grid.SourceWidth) + part.FirstColumn) * channels;
                if (part.ColumnStride == 1 && stride == channels)
                {
                    Bfloat16Vectors.Convert(from, line, part.PixelsPerRow * channels);
                }
                else
                {
                    for (int pixel = 0; pixel < part.PixelsPerRow; pixel++)
                    {
                        Bfloat16Vectors.Convert(from + ((long)pixel * part.ColumnStride * channels), line + (pixel * stride), channels);
                    }
                }

                filled = line + (part.PixelsPerRow * stride);
                line += grid.Width * stride;
            }
        }

        ShortRuns.Clear(filled, (nint)(target + grid.ImageElements - filled));
    }
}
