using System.Runtime.Intrinsics.X86;

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

    // The taps of all rows of a task, a vector of columns each.
    public override long ScratchLength => WinogradTransforms<V, S>.BufferLength + (Taps * RowsPerTask * S.Width);

    public override void Run(int task, float* scratch)
    {
        float* gathered = scratch + WinogradTransforms<V, S>.BufferLength;
        int first = task * RowsPerTask, rows = Math.Min(RowsPerTask, _depth - first);
        int matrixStride = WinogradRunner<V, S>.MatrixStride(_depth, Panels.RowLength(_columns, S.Width));
        foreach (Panel panel in _panels)
        {
            for (int vector = 0; vector < panel.Vectors; vector++)
            {
                int column = panel.Column + (vector * S.Width), count = Math.Min(S.Width, _columns - column);
                Gather(first, rows, column, count, gathered);
                for (int row = 0; row < rows; row++)
                {
                    float* target = packed.Start + ((long)panel.Offset * _depth) + (((((long)first + row) * panel.Vectors) + vector) * S.Width);
                    WinogradTransforms<V, S>.Kernel(gathered + (row * S.Width), RowsPerTask * S.Width, target, matrixStride, scratch);
                }
            }
        }
    }

    void Gather(int first, int rows, int column, int count, float* gathered)
    {
        int rowLength = geometry.OutputChannels, tapLength = geometry.InputChannels * rowLength;
        for (int tap = 0; tap < Taps; tap++)
        {
            float* target = gathered + (tap * RowsPerTask * S.Width);
            if (direction == PackDirection.Forward)
            {
                PixelRows.Pack(kernel.Start + (tap * tapLength) + (first * rowLength) + column, rowLength, rows, count, target, S.Width);
                continue;
            }

            // Turned around: the first tap meets the last pixel.
            float* source = kernel.Start + ((Taps - 1 - tap) * tapLength) + (column * rowLength) + first;
            if (Avx512F.IsSupported && S.Width == RowsPerTask && rows == RowsPerTask && count == RowsPerTask)
            {
                DwordTranspose.Run((uint*)source, rowLength, (uint*)target, RowsPerTask);
            }
            else
            {
                Transpose(source, rowLength, rows, count, target);
            }
        }
    }

    static void Transpose(float* source, int stride, int rows, int count, float* target)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < S.Width; i++)
            {
                target[(row * S.Width) + i] = i < count ? source[((long)i * stride) + row] : 0;
            }
        }
    }
}
