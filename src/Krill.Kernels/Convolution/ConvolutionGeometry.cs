namespace Krill.Kernels;

/// <summary>The sizes of a convolution: input, kernel and output, in pixels and channels. A dense layer is one of a single pixel.</summary>
internal readonly record struct ConvolutionGeometry
{
    public required WindowGeometry Window { get; init; }

    public required int InputChannels { get; init; }

    public required int OutputChannels { get; init; }

    public int InputPixels => Window.InputHeight * Window.InputWidth;

    public int OutputPixels => Window.OutputHeight * Window.OutputWidth;

    public int Taps => Window.WindowHeight * Window.WindowWidth;

    /// <summary>Floats of the kernel: (height, width, input channels, output channels).</summary>
    public int KernelLength => checked(Taps * InputChannels * OutputChannels);

    /// <summary>Products summed for one output.</summary>
    public int Depth => Taps * InputChannels;

    /// <summary>The geometry of a dense layer.</summary>
    public static ConvolutionGeometry Dense(int inputs, int units) => new()
    {
        InputChannels = inputs,
        OutputChannels = units,
        Window = new WindowGeometry
        {
            InputHeight = 1,
            InputWidth = 1,
            OutputHeight = 1,
            OutputWidth = 1,
            WindowHeight = 1,
            WindowWidth = 1,
            StrideY = 1,
            StrideX = 1,
            PadTop = 0,
            PadLeft = 0,
        },
    };
}
