using Krill.Kernels;

namespace Krill.Tests.Kernels.Convolution;

/// <summary>Convolutions as their definition has them, in double precision, pixel by pixel.</summary>
internal static class ConvolutionReference
{
    public static double[] Forward(ConvolutionGeometry g, int images, ReadOnlySpan<float> input, ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias)
    {
        double[] output = new double[images * g.OutputPixels * g.OutputChannels];
        foreach ((int image, int o, int i, int tap) in Meetings(g, images))
        {
            for (int c = 0; c < g.InputChannels; c++)
            {
                for (int k = 0; k < g.OutputChannels; k++)
                {
                    output[(((image * g.OutputPixels) + o) * g.OutputChannels) + k] +=
                        (double)input[(((image * g.InputPixels) + i) * g.InputChannels) + c] * kernel[(((tap * g.InputChannels) + c) * g.OutputChannels) + k];
                }
            }
        }

        for (int i = 0; i < output.Length && bias.Length > 0; i++)
        {
            output[i] += bias[i % g.OutputChannels];
        }

        return output;
    }

    public static double[] InputGradient(ConvolutionGeometry g, int images, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> kernel)
    {
        double[] gradient = new double[images * g.InputPixels * g.InputChannels];
        foreach ((int image, int o, int i, int tap) in Meetings(g, images))
        {
            for (int c = 0; c < g.InputChannels; c++)
            {
                for (int k = 0; k < g.OutputChannels; k++)
                {
                    gradient[(((image * g.InputPixels) + i) * g.InputChannels) + c] +=
                        (double)outputGradient[(((image * g.OutputPixels) + o) * g.OutputChannels) + k] * kernel[(((tap * g.InputChannels) + c) * g.OutputChannels) + k];
                }
            }
        }

        return gradient;
    }

    public static double[] KernelGradient(ConvolutionGeometry g, int images, ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient)
    {
        double[] gradient = new double[g.KernelLength];
        foreach ((int image, int o, int i, int tap) in Meetings(g, images))
        {
            for (int c = 0; c < g.InputChannels; c++)
            {
                for (int k = 0; k < g.OutputChannels; k++)
                {
                    gradient[(((tap * g.InputChannels) + c) * g.OutputChannels) + k] +=
                        (double)input[(((image * g.InputPixels) + i) * g.InputChannels) + c] * outputGradient[(((image * g.OutputPixels) + o) * g.OutputChannels) + k];
                }
            }
        }

        return gradient;
    }

    /// <summary>Every (image, output pixel, input pixel, tap) where a tap meets the image.</summary>
    static IEnumerable<(int Image, int Output, int Input, int Tap)> Meetings(ConvolutionGeometry g, int images)
    {
        WindowGeometry w = g.Window;
        for (int image = 0; image < images; image++)
        {
            for (int o = 0; o < g.OutputPixels; o++)
            {
                for (int tap = 0; tap < g.Taps; tap++)
                {
                    int y = (o / w.OutputWidth * w.StrideY) + (tap / w.WindowWidth) - w.PadTop;
                    int x = (o % w.OutputWidth * w.StrideX) + (tap % w.WindowWidth) - w.PadLeft;
                    if (y >= 0 && y < w.InputHeight && x >= 0 && x < w.InputWidth)
                    {
                        yield return (image, o, (y * w.InputWidth) + x, tap);
                    }
                }
            }
        }
    }
}
