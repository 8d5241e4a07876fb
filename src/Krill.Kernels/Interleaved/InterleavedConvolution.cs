namespace Krill.Kernels;

/// <summary>A convolution over interleaved images, forward or to the input.</summary>
internal sealed unsafe class InterleavedConvolution<V, S>(SlidingProduct product, Storage source, Storage packed, Storage? bias, Storage output) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    readonly Panel[] _panels = Panels.Split(product.Columns, 1, InterleavedTile<V, S>.MostColumns);

    // For each part, where each of a window's floats lies from a pixel's place: windows are small, and one list is faster gone through than runs.
    readonly int[][] _places = [.. product.Parts.Select(part => part.Runs.SelectMany(run => Enumerable.Range(run.Offset, run.Length)).Select(k => k * Group.Images).ToArray())];

    // A row for what rows of a tile that do not exist give.
    static int SpareLength => InterleavedTile<V, S>.MostColumns * Group.Images;

    public override long ScratchLength(int images) => SpareLength + (product.IsPadded ? (long)images * product.PaddedLength : 0);

    public override void Run(in Work work)
    {
        float* from = source.At(work);
        int groups = work.Count / Group.Images, groupLength = product.SourceLength * Group.Images;
        if (product.IsPadded)
        {
            PaddedCopy.Copy(product, from, groups, work.Scratch + SpareLength, Group.Images);
            from = work.Scratch + SpareLength;
            groupLength = product.PaddedLength * Group.Images;
        }

        float* to = output.At(work);
        for (int i = 0; i < product.Parts.Length; i++)
        {
            SlidingPart part = product.Parts[i];
            foreach (Panel panel in _panels)
            {
                float* weights = packed.Start + ((long)part.FirstRow * product.Columns) + ((long)panel.Offset * part.Depth);
                float* biases = bias is null ? null : bias.Start + panel.Column;
                for (int lane = 0; lane < Group.Images; lane += S.Width)
                {
                    RunPanel(part, _places[i], panel, weights, biases, from + lane, groupLength, groups, to + (panel.Column * Group.Images) + lane, work.Scratch);
                }
            }
        }
    }

    void RunPanel(SlidingPart part, int[] windowPlaces, Panel panel, float* weights, float* biases, float* from, int groupLength, int groups, float* to, float* spare)
    {
        int tileRows = InterleavedTile<V, S>.Rows(panel.Columns);
        float** rows = stackalloc float*[InterleavedTile<V, S>.MostRows];
        float** sums = stackalloc float*[InterleavedTile<V, S>.MostRows];
        ReadOnlySpan<int> sources = part.SourceOffsets, outputs = part.OutputOffsets;
        int pixels = sources.Length, pixel = 0, outputLength = product.Pixels * product.Columns * Group.Images;
        fixed (int* places = windowPlaces)
        {
            for (int left = pixels * groups; left > 0; left -= tileRows)
            {
                int count = Math.Min(left, tileRows);
                for (int r = 0; r < count; r++)
                {
                    rows[r] = from + ((nint)sources[pixel] * Group.Images);
                    sums[r] = to + ((nint)outputs[pixel] * Group.Images);
                    if (++pixel == pixels)
                    {
                        pixel = 0;
                        from += groupLength;
                        to += outputLength;
                    }
                }

                for (int r = count; r < tileRows; r++)
                {
                    rows[r] = rows[0];
                    sums[r] = spare;
                }

                InterleavedTile<V, S>.Multiply(panel.Columns, rows, sums, places, windowPlaces.Length, weights, biases);
            }
        }
    }
}
