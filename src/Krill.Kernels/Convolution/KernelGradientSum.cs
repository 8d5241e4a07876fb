namespace Krill.Kernels;

/// <summary>Adds up the lanes of a kernel's gradient in order, and drops the columns that fill the last vector and the channels that fill the last tile.</summary>
internal sealed unsafe class KernelGradientSum<V, S>(ConvolutionGeometry geometry, ConvolutionGeometry sums, int lanes, Storage partials, Storage kernelGradient) : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    const int FloatsPerTask = 2048;

    readonly int _rowLength = Panels.RowLength(geometry.OutputChannels, S.Width);
    readonly int _laneLength = KernelGradientLanes<V, S>.LaneLength(sums);
    readonly int _rowsPerTask = Math.Max(1, FloatsPerTask / Panels.RowLength(geometry.OutputChannels, S.Width));

    public override int Tasks => (geometry.Depth + _rowsPerTask - 1) / _rowsPerTask;

    public override long ScratchLength => (long)_rowsPerTask * _rowLength;

    public override void Run(int task, float* scratch)
    {
        int row = task * _rowsPerTask, end = Math.Min(row + _rowsPerTask, geometry.Depth);
        while (row < end)
        {
            (int tap, int channel) = Math.DivRem(row, geometry.InputChannels);
            int rows = Math.Min(end - row, geometry.InputChannels - channel);
            Sum(((long)tap * sums.InputChannels) + channel, rows, scratch);
            PixelRows.Unpack(scratch, _rowLength, rows, geometry.OutputChannels, kernelGradient.Start + ((long)row * geometry.OutputChannels), geometry.OutputChannels);
            row += rows;
        }
    }

    void Sum(long firstRow, int rows, float* target)
    {
        int length = rows * _rowLength;
        float* lane = partials.Start + (firstRow * _rowLength);
        for (int i = 0; i < length; i += S.Width)
        {
            V sum = S.Load(lane + i);
            for (int l = 1; l < lanes; l++)
            {
                sum = S.Add(sum, S.Load(lane + ((long)l * _laneLength) + i));
            }

            S.Store(target + i, sum);
        }
    }
}
