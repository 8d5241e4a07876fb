namespace Krill.Kernels;

/// <summary>Which way a convolution's matrix is packed.</summary>
internal enum PackDirection
{
    /// <summary>Rows are taps and input channels, columns output channels: the kernel as it is.</summary>
    Forward,

    /// <summary>Rows are taps and output channels, columns input channels: each tap transposed.</summary>
    ToInput,
}

/// <summary>
/// Copies a convolution's kernel into panels, in the order in which the tiles read it, once a step. Without it the rows of a panel would lie
/// a power of two apart and push each other out of the cache.
/// </summary>
internal sealed unsafe class PackKernel<V, S> : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    const int RowsPerTask = 64;

    readonly ConvolutionGeometry _geometry;
    readonly SlidingProduct _product;
    readonly PackDirection _direction;
    readonly Panel[] _panels;
    readonly Storage _kernel;
    readonly Storage _packed;
    readonly (int Part, int Row, int Count)[] _tasks;

    public PackKernel(ConvolutionGeometry geometry, SlidingProduct product, PackDirection direction, Panel[] panels, Storage kernel, Storage packed)
    {
        _geometry = geometry;
        _product = product;
        _direction = direction;
        _panels = panels;
        _kernel = kernel;
        _packed = packed;
        var tasks = new List<(int, int, int)>();
        for (int part = 0; part < product.Parts.Length; part++)
        {
            int depth = product.Parts[part].Depth;
            for (int row = 0; row < depth; row += RowsPerTask)
            {
                tasks.Add((part, row, Math.Min(RowsPerTask, depth - row)));
            }
        }

        _tasks = [.. tasks];
    }

    public override int Tasks => _tasks.Length;

    public override void Run(int task, float* scratch)
    {
        (int index, int row, int count) = _tasks[task];
        SlidingPart part = _product.Parts[index];
        float* start = _packed.Start + ((long)part.FirstRow * Panels.RowLength(_product.Columns, S.Width));
        while (count > 0)
        {
            int channel = row % _product.SourceChannels;
            int rows = Math.Min(count, _product.SourceChannels - channel);
            foreach (Panel panel in _panels)
            {
                int rowLength = panel.Vectors * S.Width;
                float* target = start + ((long)panel.Offset * part.Depth) + ((long)row * rowLength);
                Pack(part.Taps[row / _product.SourceChannels], channel, rows, panel, target, rowLength);
            }

            row += rows;
            count -= rows;
        }
    }

    void Pack(int tap, int channel, int rows, Panel panel, float* target, int rowLength)
    {
        float* kernel = _kernel.Start + ((long)tap * _geometry.InputChannels * _geometry.OutputChannels);
        int stride = _geometry.OutputChannels;
        if (panel.Columns < rowLength)
        {
            ShortRuns.Clear(target, rows * rowLength);
        }

        if (_direction == PackDirection.Forward)
        {
            for (int r = 0; r < rows; r++)
            {
                ShortRuns.Copy(kernel + ((long)(channel + r) * stride) + panel.Column, target + (r * rowLength), panel.Columns);
            }

            return;
        }

        for (int column = 0; column < panel.Columns; column++)
        {
            float* source = kernel + ((long)(panel.Column + column) * stride) + channel;
            for (int r = 0; r < rows; r++)
            {
                target[(r * rowLength) + column] = source[r];
            }
        }
    }
}
