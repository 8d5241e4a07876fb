using Krill.Kernels;

namespace Krill.Tests.Kernels;

/// <summary>Pooling one element at a time, in double precision, straight from the definitions.</summary>
internal static class PoolReference
{
    public static double[] Max(WindowGeometry geometry, int channels, ReadOnlySpan<float> images)
    {
        float[] input = images.ToArray();
        return Each(geometry, channels, input.Length, (window, _) =>
            window.Any(i => float.IsNaN(input[i])) ? double.NaN : window.Max(i => (double)input[i]));
    }

    public static double[] Average(WindowGeometry geometry, int channels, ReadOnlySpan<float> images)
    {
        float[] input = images.ToArray();
        return Each(geometry, channels, input.Length, (window, _) => window.Average(i => (double)input[i]));
    }

    public static double[] MaxGradient(WindowGeometry geometry, int channels, ReadOnlySpan<float> images, float[] outputGradient)
    {
        float[] input = images.ToArray();
        var gradient = new double[input.Length];
        Each(geometry, channels, input.Length, (window, output) =>
        {
            int first = window[0];
            foreach (int i in window)
            {
                if (!float.IsNaN(input[first]) && (float.IsNaN(input[i]) || input[i] > input[first]))
                {
                    first = i;
                }
            }

            gradient[first] += outputGradient[output];
            return 0;
        });
        return gradient;
    }

    public static double[] AverageGradient(WindowGeometry geometry, int channels, int inputLength, float[] outputGradient)
    {
        var gradient = new double[inputLength];
        Each(geometry, channels, inputLength, (window, output) =>
        {
            foreach (int i in window)
            {
                gradient[i] += outputGradient[output] / (double)window.Length;
            }

            return 0;
        });
        return gradient;
    }

    /// <summary>Calls with the indices of the elements of each window, in row order, and the index of its output.</summary>
    static double[] Each(WindowGeometry g, int channels, int inputLength, Func<int[], int, double> window)
    {
        int imageLength = g.InputHeight * g.InputWidth * channels;
        var outputs = new List<double>();
        for (int image = 0; image < inputLength; image += imageLength)
        {
            for (int y = 0; y < g.OutputHeight; y++)
            {
                for (int x = 0; x < g.OutputWidth; x++)
                {
                    int[] elements = Elements(g, channels, image, y, x);
                    for (int channel = 0; channel < channels; channel++)
                    {
                        outputs.Add(window(elements, outputs.Count));
                        for (int i = 0; i < elements.Length; i++)
                        {
                            elements[i]++;
                        }
                    }
                }
            }
        }

        return [.. outputs];
    }

    /// <summary>The elements of the first channel.</summary>
    static int[] Elements(WindowGeometry g, int channels, int image, int outputY, int outputX)
    {
        var elements = new List<int>();
        for (int dy = 0; dy < g.WindowHeight; dy++)
        {
            for (int dx = 0; dx < g.WindowWidth; dx++)
            {
                int y = outputY * g.StrideY - g.PadTop + dy, x = outputX * g.StrideX - g.PadLeft + dx;
                if (y >= 0 && y < g.InputHeight && x >= 0 && x < g.InputWidth)
                {
                    elements.Add(image + (y * g.InputWidth + x) * channels);
                }
            }
        }

        return [.. elements];
    }
}
