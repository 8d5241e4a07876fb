using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Where in its window each maximum stands, for the gradient of maximum pooling.</summary>
/// <remarks>
/// A place is the number of an element in its window, row by row, without the padding. Where the input is there for other reasons, or is cheap, the places
/// are found when the gradient wants them; else they wait for it in the input's stead, with as much memory as the output. The last vector of channels is moved
/// back so that it ends with the channels; it writes some of them a second time, with the same bits.
/// </remarks>
internal sealed unsafe class MaxPoolPlacesKernel<V, S> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    readonly WindowGeometry _geometry;
    readonly int _channels;
    readonly Storage _input;
    readonly Storage _places;

    public MaxPoolPlacesKernel(WindowGeometry geometry, int channels, Storage input, Storage places)
    {
        geometry.RequireOperands(channels, input, places);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, S.Width);
        _geometry = geometry;
        _channels = channels;
        _input = input;
        _places = places;
    }

    public override bool IsCheap => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(in Work work)
    {
        float* source = _input.At(work), places = _places.At(work);
        int rowLength = _geometry.InputWidth * _channels, lastVector = _channels - S.Width;
        for (int image = 0; image < work.Count; image++, source += _geometry.InputHeight * rowLength)
        {
            for (int y = 0; y < _geometry.OutputHeight; y++)
            {
                (int top, int bottom) = _geometry.Rows(y);
                for (int x = 0; x < _geometry.OutputWidth; x++, places += _channels)
                {
                    (int left, int right) = _geometry.Columns(x);
                    float* window = source + (top * rowLength) + (left * _channels);
                    for (int channel = 0; channel < _channels; channel += S.Width)
                    {
                        int at = Math.Min(channel, lastVector);
                        Find(window + at, right - left, bottom - top, rowLength, places + at);
                    }
                }
            }
        }
    }

    /// <summary>The first greatest element, or the first NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Find(float* corner, int width, int height, int rowLength, float* places)
    {
        V greatest = S.Load(corner), place = S.Zero, number = S.Zero, one = S.Broadcast(1);
        for (int y = 0; y < height; y++)
        {
            float* element = corner;
            for (int x = 0; x < width; x++)
            {
                // Not "is greater", which a NaN never is: "is not at most", unless a NaN has been found.
                V value = S.Load(element);
                V takes = S.Select(S.GreaterOrEqual(greatest, value), S.Zero, S.Equal(greatest, greatest));
                greatest = S.Select(takes, value, greatest);
                place = S.Select(takes, number, place);
                number = S.Add(number, one);
                element += _channels;
            }

            corner += rowLength;
        }

        S.Store(places, place);
    }
}
