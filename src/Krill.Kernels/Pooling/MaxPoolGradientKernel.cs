using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// Gives the gradient of each window to its first greatest element, found again by comparing the input with the output; for images with
/// at least a vector of channels.
/// </summary>
/// <remarks>
/// Nothing is kept from the forward pass: comparing costs less than writing and reading indices would. Windows that do not
/// overlap store, each element once; overlapping windows add to a zeroed image, in row order. The last vector of channels is
/// moved back so that it ends with the channels. When storing, it writes some of them a second time; when adding, a mask
/// takes the gradient from those that have it.
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
        geometry.RequireOperands(channels, input, output);
        geometry.RequireOperands(channels, inputGradient, outputGradient);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, S.Width);
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

        var batch = new Window
        {
            Input = _input.At(work),
            Output = _output.At(work),
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

    // The gradient is handed on from element to element until one takes it. An element takes it when it is the output, or is NaN
    // (the output then is NaN too, and equals nothing). An element that does not take it gets the bits
    // of zero, never a product with zero, so that an infinite gradient makes no NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Distribute<TWrite>(Window window, V gradient, int width, int height, int rowLength)
        where TWrite : struct, IWrite
    {
        V greatest = S.Load(window.Output), rest = gradient, all = S.Equal(S.Zero, S.Zero);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0, offset = y * rowLength; x < width; x++, offset += _channels)
            {
                V element = S.Load(window.Input + offset);
                V takes = S.Or(S.Equal(element, greatest), S.Xor(S.Equal(element, element), all));
                V share = S.And(takes, rest);
                rest = S.Xor(rest, share);
                TWrite.Write(window.InputGradient + offset, share);
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
