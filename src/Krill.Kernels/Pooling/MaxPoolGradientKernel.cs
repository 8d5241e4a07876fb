using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Gives the gradient of each window to its first greatest element, found again by comparing the input with the output.</summary>
/// <remarks>
/// Nothing is kept from the forward pass: comparing costs less than writing and reading indices would. Windows that do not
/// overlap store, each element once; overlapping windows add to a zeroed image, in row order.
/// </remarks>
internal sealed unsafe class MaxPoolGradientKernel<V, S> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    readonly WindowGeometry _geometry;
    readonly int _channels;
    readonly Storage _input;
    readonly Storage _output;
    readonly Storage _outputGradient;
    readonly Storage _inputGradient;

    public MaxPoolGradientKernel(WindowGeometry geometry, int channels, Storage input, Storage output, Storage outputGradient, Storage inputGradient)
    {
        geometry.RequireElementsInEveryWindow();
        _geometry = geometry;
        _channels = channels;
        _input = input;
        _output = output;
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

        var window = new Window
        {
            Input = _input.At(work),
            Output = _output.At(work),
            OutputGradient = _outputGradient.At(work),
            InputGradient = destination,
        };
        for (int image = 0; image < work.Count; image++)
        {
            if (_geometry.Overlaps)
            {
                RunImage<Adding>(window.At(image * inputLength, image * outputLength));
            }
            else
            {
                RunImage<Storing>(window.At(image * inputLength, image * outputLength));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void RunImage<TWrite>(Window image)
        where TWrite : struct, IWrite
    {
        int output = 0, rowLength = RowLength;
        for (int y = 0; y < _geometry.OutputHeight; y++)
        {
            (int top, int bottom) = _geometry.Rows(y);
            for (int x = 0; x < _geometry.OutputWidth; x++, output += _channels)
            {
                (int left, int right) = _geometry.Columns(x);
                Window window = image.At(top * rowLength + left * _channels, output);
                int channel = 0;
                for (; channel <= _channels - S.Width; channel += S.Width)
                {
                    Distribute<V, S, TWrite>(window.At(channel, channel), right - left, bottom - top, rowLength);
                }

                for (; channel < _channels; channel++)
                {
                    Distribute<float, SimdScalar, TWrite>(window.At(channel, channel), right - left, bottom - top, rowLength);
                }
            }
        }
    }

    // The gradient is handed on from element to element until one takes it. An element takes it when it is the output, or is NaN
    // (the output then is NaN too, and equals nothing). An element that does not take it gets a zero, never a product
    // with zero, so that an infinite gradient makes no NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Distribute<W, T, TWrite>(Window window, int width, int height, int rowLength)
        where W : struct
        where T : struct, ISimd<W>
        where TWrite : struct, IWrite
    {
        W greatest = T.Load(window.Output), rest = T.Load(window.OutputGradient);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0, offset = y * rowLength; x < width; x++, offset += _channels)
            {
                W element = T.Load(window.Input + offset);
                W equal = T.Equal(element, greatest), number = T.Equal(element, element);
                W share = T.Select(equal, rest, T.Select(number, T.Zero, rest));
                rest = T.Select(equal, T.Zero, T.Select(number, rest, T.Zero));
                TWrite.Write<W, T>(window.InputGradient + offset, share);
            }
        }
    }

    /// <summary>The same place in the four tensors.</summary>
    struct Window
    {
        public float* Input;
        public float* Output;
        public float* OutputGradient;
        public float* InputGradient;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Window At(int input, int output) => new()
        {
            Input = Input + input,
            Output = Output + output,
            OutputGradient = OutputGradient + output,
            InputGradient = InputGradient + input,
        };
    }

    interface IWrite
    {
        static abstract void Write<W, T>(float* destination, W value)
            where W : struct
            where T : struct, ISimd<W>;
    }

    readonly struct Storing : IWrite
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write<W, T>(float* destination, W value)
            where W : struct
            where T : struct, ISimd<W> => T.Store(destination, value);
    }

    readonly struct Adding : IWrite
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write<W, T>(float* destination, W value)
            where W : struct
            where T : struct, ISimd<W> => T.Store(destination, T.Add(T.Load(destination), value));
    }
}
