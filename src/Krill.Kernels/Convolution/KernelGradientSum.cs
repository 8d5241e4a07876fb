namespace Krill.Kernels;

/// <summary>Adds up the lanes of <see cref="KernelGradientLanes{V,S}"/> in order, and drops the columns that fill the last vector.</summary>
internal sealed unsafe class KernelGradientSum<V, S>(ConvolutionGeometry geometry, int lanes, Storage partials, Storage kernelGradient) : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    const int FloatsPerTask = 2048;

    readonly int _rowLength = Panels.RowLength(geometry.OutputChannels, S.Width);
    readonly int _laneLength = KernelGradientLanes<V, S>.LaneLength(geometry);
    readonly int _rowsPerTask = Math.Max(1, FloatsPerTask / Panels.RowLength(geometry.OutputChannels, S.Width));

    public override int Tasks => (geometry.Depth + _rowsPerTask - 1) / _rowsPerTask;

    public override long ScratchLength => (long)_rowsPerTask * _rowLength;

    public override void Run(int task, float* scratch)
    {
        int firstRow = task * _rowsPerTask;
        int rows = Math.Min(_rowsPerTask, geometry.Depth - firstRow);
        int length = rows * _rowLength;
        float* lane = partials.Start + ((long)firstRow * _rowLength);
        for (int i = 0; i < length; i += S.Width)
        {
            V sum = S.Load(lane + i);
            for (int l = 1; l < lanes; l++)
            {
                sum = S.Add(sum, S.Load(lane + ((long)l * _laneLength) + i));
            }

            S.Store(scratch + i, sum);
        }

        int columns = geometry.OutputChannels;
        PixelRows.Unpack(scratch, _rowLength, rows, columns, kernelGradient.Start + ((long)firstRow * columns), columns);
    }
}
