using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Maximum and average pooling.</summary>
/// <remarks>
/// With at least a vector of channels, each window is combined where it lies, a vector of channels at a time; the last vector
/// of channels is moved back so that it ends with the channels, and writes some of them a second time, with the same bits.
/// With fewer channels the lanes would stay empty. Then the rows that an output row sees are first combined into one, element
/// by element over the whole row (full vectors, however few the channels), and only that row is combined across, one float
/// at a time.
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
        geometry.RequireElementsInEveryWindow();
        _geometry = geometry;
        _channels = channels;
        _input = input;
        _output = output;
    }

    bool HasVectorOfChannels => _channels >= S.Width;

    int RowLength => _geometry.InputWidth * _channels;

    public override long ScratchLength(int images) => HasVectorOfChannels ? 0 : RowLength;

    public override void Run(in Work work)
    {
        float* source = _input.At(work), destination = _output.At(work);
        for (int image = 0; image < work.Count; image++)
        {
            for (int y = 0; y < _geometry.OutputHeight; y++)
            {
                (int first, int end) = _geometry.Rows(y);
                float* rows = source + first * RowLength;
                if (HasVectorOfChannels)
                {
                    PoolRow(rows, end - first, destination);
                }
                else
                {
                    CombineRows(rows, end - first, work.Scratch);
                    CombineColumns(work.Scratch, end - first, destination);
                }

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
            V count = S.Broadcast(width * height);
            for (int channel = 0; channel < _channels; channel += S.Width)
            {
                int at = Math.Min(channel, lastVector);
                V combined = width == 2 && height == 2
                    ? CombineTwoByTwo(window + at, rowLength)
                    : CombineWindow(window + at, width, height, rowLength);
                S.Store(destination + at, TOperator.Finish<V, S>(combined, count));
            }

            destination += _channels;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    V CombineTwoByTwo(float* corner, int rowLength)
    {
        V upper = TOperator.Combine<V, S>(S.Load(corner), S.Load(corner + _channels));
        V lower = TOperator.Combine<V, S>(S.Load(corner + rowLength), S.Load(corner + rowLength + _channels));
        return TOperator.Combine<V, S>(upper, lower);
    }

    // Row by row, then the rows: two short sums instead of a long one, so a mean over a whole image of h × w elements is off
    // by at most about (h + w) · ε of the mean of the absolute values.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    V CombineWindow(float* corner, int width, int height, int rowLength)
    {
        V combined = CombineAcross<V, S>(corner, width);
        for (int y = 1; y < height; y++)
        {
            corner += rowLength;
            combined = TOperator.Combine<V, S>(combined, CombineAcross<V, S>(corner, width));
        }

        return combined;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    W CombineAcross<W, T>(float* first, int width)
        where W : struct
        where T : struct, ISimd<W>
    {
        W combined = T.Load(first);
        for (int x = 1; x < width; x++)
        {
            first += _channels;
            combined = TOperator.Combine<W, T>(combined, T.Load(first));
        }

        return combined;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void CombineRows(float* rows, int height, float* combined)
    {
        int length = RowLength, i = 0;
        for (; i <= length - S.Width; i += S.Width)
        {
            S.Store(combined + i, CombineDown<V, S>(rows + i, height, length));
        }

        for (; i < length; i++)
        {
            combined[i] = CombineDown<float, SimdScalar>(rows + i, height, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static W CombineDown<W, T>(float* first, int height, int rowLength)
        where W : struct
        where T : struct, ISimd<W>
    {
        W combined = T.Load(first);
        for (int y = 1; y < height; y++)
        {
            first += rowLength;
            combined = TOperator.Combine<W, T>(combined, T.Load(first));
        }

        return combined;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void CombineColumns(float* combinedRows, int height, float* destination)
    {
        for (int x = 0; x < _geometry.OutputWidth; x++)
        {
            (int first, int end) = _geometry.Columns(x);
            float* window = combinedRows + first * _channels;
            float count = height * (end - first);
            for (int channel = 0; channel < _channels; channel++)
            {
                float combined = CombineAcross<float, SimdScalar>(window + channel, end - first);
                *destination++ = TOperator.Finish<float, SimdScalar>(combined, count);
            }
        }
    }
}
