using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Maximum and average pooling of images with fewer channels than a vector has lanes, whose lanes would stay empty otherwise.</summary>
/// <remarks>
/// The rows that an output row sees are combined into one, then the elements of that row with their neighbours to the right, at
/// every place where a window could start: both in full vectors along the row. One float at a time remains to pick the
/// places where windows do start. The combined row has its padding, neutral elements, so that no window is cut off.
/// </remarks>
internal sealed unsafe class FewChannelsPoolKernel<V, S, TOperator> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
    where TOperator : struct, IPoolOperator
{
    readonly WindowGeometry _geometry;
    readonly int _channels;
    readonly Storage _input;
    readonly Storage _output;

    // The columns that some window sees, padding included, and those of them that the image has.
    readonly int _paddedLength;
    readonly int _usedLength;
    readonly int _startsLength;

    public FewChannelsPoolKernel(WindowGeometry geometry, int channels, Storage input, Storage output)
    {
        geometry.RequireOperands(channels, input, output);
        _geometry = geometry;
        _channels = channels;
        _input = input;
        _output = output;
        int lastStart = (geometry.OutputWidth - 1) * geometry.StrideX;
        _paddedLength = (lastStart + geometry.WindowWidth) * channels;
        _usedLength = Math.Min(geometry.InputWidth, lastStart + geometry.WindowWidth - geometry.PadLeft) * channels;
        _startsLength = (lastStart + 1) * channels;
    }

    public override long ScratchLength(int images) => _paddedLength + _startsLength;

    public override void Run(in Work work)
    {
        float* source = _input.At(work), destination = _output.At(work);
        float* padded = work.Scratch, starts = padded + _paddedLength, used = padded + _geometry.PadLeft * _channels;
        int rowLength = _geometry.InputWidth * _channels;
        new Span<float>(padded, _paddedLength).Fill(TOperator.Neutral);
        for (int image = 0; image < work.Count; image++)
        {
            for (int y = 0; y < _geometry.OutputHeight; y++)
            {
                (int first, int end) = _geometry.Rows(y);
                Combine(source + first * rowLength, end - first, rowLength, used, _usedLength);
                Combine(padded, _geometry.WindowWidth, _channels, starts, _startsLength);
                Pick(starts, end - first, destination);
                destination += _geometry.OutputWidth * _channels;
            }

            source += _geometry.InputHeight * rowLength;
        }
    }

    /// <summary>combined[i] = Σ over k &lt; count of source[i + k · stride]. The last vector is moved back to end with the floats, if they fill one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Combine(float* source, int count, int stride, float* combined, int length)
    {
        if (length < S.Width)
        {
            for (int i = 0; i < length; i++)
            {
                combined[i] = CombineAt<float, SimdScalar>(source + i, count, stride);
            }

            return;
        }

        for (int i = 0; i < length; i += S.Width)
        {
            int at = Math.Min(i, length - S.Width);
            S.Store(combined + at, CombineAt<V, S>(source + at, count, stride));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static W CombineAt<W, T>(float* source, int count, int stride)
        where W : struct
        where T : struct, ISimd<W>
    {
        W combined = T.Load(source);
        for (int k = 1; k < count; k++)
        {
            source += stride;
            combined = TOperator.Combine<W, T>(combined, T.Load(source));
        }

        return combined;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Pick(float* starts, int height, float* destination)
    {
        int channels = _channels, stride = _geometry.StrideX * channels;
        for (int x = 0; x < _geometry.OutputWidth; x++, starts += stride)
        {
            (int first, int end) = _geometry.Columns(x);
            float perElement = 1f / (height * (end - first));
            for (int channel = 0; channel < channels; channel++)
            {
                *destination++ = TOperator.Finish<float, SimdScalar>(starts[channel], perElement);
            }
        }
    }
}
