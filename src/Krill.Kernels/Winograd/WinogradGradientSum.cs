namespace Krill.Kernels;

/// <summary>
/// Adds up the lanes of <see cref="WinogradGradientLanes{V,S}"/> in order, position by position, and transforms the sum to the nine taps of the kernel.
/// </summary>
internal sealed unsafe class WinogradGradientSum<V, S>(ConvolutionGeometry geometry, int lanes, Storage partials, Storage kernelGradient) : TaskKernel
    where V : struct
    where S : struct, ISimd<V>
{
    const int Positions = WinogradTiles.Positions;

    readonly int _rowLength = Panels.RowLength(geometry.OutputChannels, S.Width);
    readonly int _laneLength = WinogradGradientLanes<V, S>.LaneLength(geometry);

    /// <summary>A task for each input channel.</summary>
    public override int Tasks => geometry.InputChannels;

    public override long ScratchLength => (Positions * _rowLength) + WinogradKernelRow<V, S>.BufferLength;

    public override void Run(int task, float* scratch)
    {
        int positionLength = geometry.InputChannels * _rowLength;
        for (int position = 0; position < Positions; position++)
        {
            float* lane = partials.Start + ((long)position * positionLength) + ((long)task * _rowLength);
            float* target = scratch + (position * _rowLength);
            for (int i = 0; i < _rowLength; i += S.Width)
            {
                V sum = S.Load(lane + i);
                for (int l = 1; l < lanes; l++)
                {
                    sum = S.Add(sum, S.Load(lane + ((long)l * _laneLength) + i));
                }

                S.Store(target + i, sum);
            }
        }

        int columns = geometry.OutputChannels;
        WinogradKernelRow<V, S>.Write(
            scratch, _rowLength, kernelGradient.Start + ((long)task * columns), geometry.InputChannels * columns, columns, scratch + (Positions * _rowLength));
    }
}
