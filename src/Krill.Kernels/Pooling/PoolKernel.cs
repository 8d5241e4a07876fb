using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Maximum and average pooling of images with at least a vector of channels.</summary>
/// <remarks>
/// Each window is combined where it lies, a vector of channels at a time. The last vector of channels is moved back so that it ends
/// with the channels; it writes some of them a second time, with the same bits.
/// </remarks>
internal sealed unsafe class PoolKernel<V, S, TOperator> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
    where TOperator : struct, IPoolOperator
{
    readonly WindowGeometry _geometry;
    readonly int _channels;
    readonly Storage _input;
    readonly Storage _output;

    public PoolKernel(WindowGeometry geometry, int channels, Storage input, Storage output)
    {
        geometry.RequireOperands(channels, input, output);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, S.Width);
        _geometry = geometry;
        _channels = channels;
        _input = input;
        _output = output;
    }

    int RowLength => _geometry.InputWidth * _channels;

    public override void Run(in Work work)
    {
        float* source = _input.At(work), destination = _output.At(work);
        for (int image = 0; image < work.Count; image++)
        {
            for (int y = 0; y < _geometry.OutputHeight; y++)
            {
                (int first, int end) = _geometry.Rows(y);
                PoolRow(source + first * RowLength, end - first, destination);
                destination += _geometry.OutputWidth * _channels;
            }

            source += _geometry.InputHeight * RowLength;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void PoolRow(float* rows, int height, float* destination)
    {
        int lastVector = _channels - S.Width, rowLength = RowLength;
        for (int x = 0; x < _geometry.OutputWidth; x++)
        {
            (int first, int end) = _geometry.Columns(x);
            int width = end - first;
            float* window = rows + first * _channels;
            V perElement = S.Broadcast(1f / (width * height));
            for (int channel = 0; channel < _channels; channel += S.Width)
            {
                int at = Math.Min(channel, lastVector);
                V combined = width == 2 && height == 2
                    ? CombineTwoByTwo(window + at, rowLength)
                    : CombineWindow(window + at, width, height, rowLength);
                S.Store(destination + at, TOperator.Finish<V, S>(combined, perElement));
            }

            destination += _channels;
        }
    }

    // Two that do not wait for each other and one: a maximum that lets NaN win takes 12 cycles.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    V CombineTwoByTwo(float* corner, int rowLength)
    {
        float* below = corner + rowLength;
        V upper = TOperator.Combine<V, S>(S.Load(corner), S.Load(corner + _channels));
        V lower = TOperator.Combine<V, S>(S.Load(below), S.Load(below + _channels));
        return TOperator.Combine<V, S>(upper, lower);
    }

    // Row by row, then the rows: two short sums instead of a long one, so a mean over a whole image of h × w elements is off
    // by at most about (h + w) · ε / 2 of the mean of the absolute values.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    V CombineWindow(float* corner, int width, int height, int rowLength)
    {
        V combined = CombineAcross(corner, width);
        for (int y = 1; y < height; y++)
        {
            corner += rowLength;
            combined = TOperator.Combine<V, S>(combined, CombineAcross(corner, width));
        }

        return combined;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    V CombineAcross(float* first, int width)
    {
        V combined = S.Load(first);
        for (int x = 1; x < width; x++)
        {
            first += _channels;
            combined = TOperator.Combine<V, S>(combined, S.Load(first));
        }

        return combined;
    }
}
