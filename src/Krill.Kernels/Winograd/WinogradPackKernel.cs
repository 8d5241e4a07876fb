namespace Krill.Kernels;

/// <summary>
/// Transforms a convolution's kernel into the 36 positions of <see cref="WinogradTiles"/>, each packed into panels, once a step.
/// </summary>
internal sealed unsafe class WinogradPackKernel<V, S>(ConvolutionGeometry geometry, PackDirection direction, Storage kernel, Storage packed) : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    // To the input, neighbouring rows are neighbouring floats of the kernel: sixteen of them use up a cache line.
    const int RowsPerTask = 16;

    const int Taps = 9;

    readonly int _depth = direction == PackDirection.Forward ? geometry.InputChannels : geometry.OutputChannels;
    readonly int _columns = direction == PackDirection.Forward ? geometry.OutputChannels : geometry.InputChannels;
    readonly Panel[] _panels = Panels.Split(direction == PackDirection.Forward ? geometry.OutputChannels : geometry.InputChannels, S.Width);

    public override int Tasks => (_depth + RowsPerTask - 1) / RowsPerTask;

    public override long ScratchLength => WinogradTransforms<V, S>.BufferLength + (Taps * S.Width);

    public override void Run(int task, float* scratch)
    {
        float* taps = scratch + WinogradTransforms<V, S>.BufferLength;
        int first = task * RowsPerTask, end = Math.Min(first + RowsPerTask, _depth);
        int positionStride = _depth * Panels.RowLength(_columns, S.Width);
        foreach (Panel panel in _panels)
        {
            for (int vector = 0; vector < panel.Vectors; vector++)
            {
                int column = panel.Column + (vector * S.Width), count = Math.Min(S.Width, _columns - column);
                if (count < S.Width)
                {
                    ShortRuns.Clear(taps, Taps * S.Width);
                }

                for (int row = first; row < end; row++)
                {
                    Gather(row, column, count, taps);
                    float* target = packed.Start + ((long)panel.Offset * _depth) + ((((long)row * panel.Vectors) + vector) * S.Width);
                    WinogradTransforms<V, S>.Kernel(taps, S.Width, target, positionStride, scratch);
                }
            }
        }
    }

    void Gather(int row, int column, int count, float* taps)
    {
        int rowLength = geometry.OutputChannels, tapLength = geometry.InputChannels * rowLength;
        for (int tap = 0; tap < Taps; tap++)
        {
            float* target = taps + (tap * S.Width);
            if (direction == PackDirection.Forward)
            {
                ShortRuns.Copy(kernel.Start + (tap * tapLength) + (row * rowLength) + column, target, count);
                continue;
            }

            // Turned around: the first tap meets the last pixel.
            float* source = kernel.Start + ((Taps - 1 - tap) * tapLength) + (column * rowLength) + row;
            for (int i = 0; i < count; i++)
            {
                target[i] = source[i * rowLength];
            }
        }
    }
}
