using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// Gives the gradient of each window to its greatest element, at the place that <see cref="MaxPoolPlacesKernel{V,S}"/> has kept.
/// </summary>
/// <remarks>
/// Windows that do not overlap store, each element once; overlapping windows add to a zeroed image, in row order. The last vector of channels is
/// moved back so that it ends with the channels. When storing, it writes some of them a second time; when adding, a mask
/// takes the gradient from those that have it.
/// </remarks>
internal sealed unsafe class MaxPoolGradientKernel<V, S> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    readonly WindowGeometry _geometry;
    readonly int _channels;
    readonly Storage _places;
    readonly Storage _outputGradient;
    readonly Storage _inputGradient;

    public MaxPoolGradientKernel(WindowGeometry geometry, int channels, Storage places, Storage outputGradient, Storage inputGradient)
    {
        geometry.RequireOperands(channels, inputGradient, outputGradient);
        Operands.RequireLength(places, outputGradient.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, S.Width);
        _geometry = geometry;
        _channels = channels;
        _places = places;
        _outputGradient = outputGradient;
        _inputGradient = inputGradient;
    }

    int RowLength => _geometry.InputWidth * _channels;

    public override void Run(in Work work)
    {
        float* destination = _inputGradient.At(work);
        int inputLength = _geometry.InputHeight * RowLength, outputLength = _geometry.OutputHeight * _geometry.OutputWidth * _channels;
        if (!_geometry.Tiles)
        {
            new Span<float>(destination, work.Count * inputLength).Clear();
        }

        var batch = new Window
        {
            Places = _places.At(work),
            OutputGradient = _outputGradient.At(work),
            InputGradient = destination,
        };
        for (int image = 0; image < work.Count; image++)
        {
            Window window = batch.At(image * inputLength, image * outputLength);
            if (_geometry.Overlaps)
            {
                RunImage<Adding>(window);
            }
            else
            {
                RunImage<Storing>(window);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void RunImage<TWrite>(Window image)
        where TWrite : struct, IWrite
    {
        int output = 0, rowLength = RowLength, lastVector = _channels - S.Width;
        V fresh = FreshLanes();
        for (int y = 0; y < _geometry.OutputHeight; y++)
        {
            (int top, int bottom) = _geometry.Rows(y);
            for (int x = 0; x < _geometry.OutputWidth; x++, output += _channels)
            {
                (int left, int right) = _geometry.Columns(x);
                Window window = image.At(top * rowLength + left * _channels, output);
                for (int channel = 0; channel < _channels; channel += S.Width)
                {
                    int at = Math.Min(channel, lastVector);
                    V gradient = S.Load(window.OutputGradient + at);
                    gradient = TWrite.Adds && channel > lastVector ? S.And(fresh, gradient) : gradient;
                    Distribute<TWrite>(window.At(at, at), gradient, right - left, bottom - top, rowLength);
                }
            }
        }
    }

    /// <summary>A mask of the lanes that only the last, moved vector of channels has.</summary>
    V FreshLanes()
    {
        float* lanes = stackalloc float[S.Width];
        for (int lane = 0; lane < S.Width; lane++)
        {
            lanes[lane] = lane < S.Width - _channels % S.Width ? 0 : 1;
        }

        return S.Greater(S.Load(lanes), S.Zero);
    }

    // The others get the bits of zero, never a product with zero, so that an infinite gradient makes no NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Distribute<TWrite>(Window window, V gradient, int width, int height, int rowLength)
        where TWrite : struct, IWrite
    {
        V place = S.Load(window.Places), number = S.Zero, one = S.Broadcast(1);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0, offset = y * rowLength; x < width; x++, offset += _channels)
            {
                TWrite.Write(window.InputGradient + offset, S.And(S.Equal(place, number), gradient));
                number = S.Add(number, one);
            }
        }
    }

    /// <summary>The same window in the three tensors.</summary>
    struct Window
    {
        public float* Places;
        public float* OutputGradient;
        public float* InputGradient;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Window At(int input, int output) => new()
        {
            Places = Places + output,
            OutputGradient = OutputGradient + output,
            InputGradient = InputGradient + input,
        };
    }

    interface IWrite
    {
        static abstract bool Adds { get; }

        static abstract void Write(float* destination, V value);
    }

    readonly struct Storing : IWrite
    {
        public static bool Adds => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write(float* destination, V value) => S.Store(destination, value);
    }

    readonly struct Adding : IWrite
    {
        public static bool Adds => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write(float* destination, V value) => S.Store(destination, S.Add(S.Load(destination), value));
    }
}
