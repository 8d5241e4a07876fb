using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// Gives the gradient of each window to its first greatest element; for images with fewer channels than a vector has lanes, one
/// float at a time.
/// </summary>
/// <remarks>
/// The window is searched from its end, and a match replaces the one before, by masks: which element is the greatest is a
/// branch that nobody can predict, and took three times as long.
/// </remarks>
internal sealed unsafe class FewChannelsMaxPoolGradientKernel : BatchKernel
{
    readonly WindowGeometry _geometry;
    readonly int _channels;
    readonly Storage _input;
    readonly Storage _output;
    readonly Storage _outputGradient;
    readonly Storage _inputGradient;

    public FewChannelsMaxPoolGradientKernel(
        WindowGeometry geometry, int channels, Storage input, Storage output, Storage outputGradient, Storage inputGradient)
    {
        geometry.RequireOperands(channels, input, output);
        geometry.RequireOperands(channels, inputGradient, outputGradient);
        _geometry = geometry;
        _channels = channels;
        _input = input;
        _output = output;
        _outputGradient = outputGradient;
        _inputGradient = inputGradient;
    }

    int RowLength => _geometry.InputWidth * _channels;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(in Work work)
    {
        float* input = _input.At(work), output = _output.At(work), outputGradient = _outputGradient.At(work), inputGradient = _inputGradient.At(work);
        int imageLength = _geometry.InputHeight * RowLength;
        new Span<float>(inputGradient, work.Count * imageLength).Clear();
        for (int image = 0; image < work.Count; image++, input += imageLength, inputGradient += imageLength)
        {
            for (int y = 0; y < _geometry.OutputHeight; y++)
            {
                (int top, int bottom) = _geometry.Rows(y);
                for (int x = 0; x < _geometry.OutputWidth; x++)
                {
                    (int left, int right) = _geometry.Columns(x);
                    int corner = top * RowLength + left * _channels;
                    for (int channel = 0; channel < _channels; channel++, corner++)
                    {
                        int taker = FindFirst(input + corner, *output++, right - left, bottom - top);
                        inputGradient[corner + taker] += *outputGradient++;
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int FindFirst(float* corner, float greatest, int width, int height)
    {
        if (float.IsNaN(greatest))
        {
            return FindFirstNaN(corner, width, height);
        }

        int found = 0, channels = _channels, rowLength = RowLength;
        for (int y = height - 1; y >= 0; y--)
        {
            int first = y * rowLength;
            for (int offset = first + (width - 1) * channels; offset >= first; offset -= channels)
            {
                int reaches = corner[offset] >= greatest ? 1 : 0;
                found ^= (found ^ offset) & -reaches;
            }
        }

        return found;
    }

    int FindFirstNaN(float* corner, int width, int height)
    {
        int x = 0, y = 0;
        while (y < height - 1 && !float.IsNaN(corner[y * RowLength + x * _channels]))
        {
            (x, y) = x < width - 1 ? (x + 1, y) : (0, y + 1);
        }

        while (x < width - 1 && !float.IsNaN(corner[y * RowLength + x * _channels]))
        {
            x++;
        }

        return y * RowLength + x * _channels;
    }
}
