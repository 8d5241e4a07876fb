using Krill.Kernels;

namespace Krill.Graph;

/// <summary>Where a moving window starts and how often it fits, for convolutions and pooling alike.</summary>
internal static class WindowShapes
{
    /// <summary>The geometry of a window over an image. Adds what does not fit to <paramref name="problems"/> and then returns null.</summary>
    /// <param name="input">The image: (height, width, channels).</param>
    /// <param name="window">The window's height and width, at least 1.</param>
    /// <param name="strides">Pixels from one window to the next, at least 1.</param>
    /// <param name="padding">What the window meets at the edge.</param>
    /// <param name="problems">Gets what does not fit.</param>
    public static WindowGeometry? Of(Shape input, Size2D window, Size2D strides, Padding padding, List<string> problems)
    {
        if (input.Rank != 3)
        {
            problems.Add($"received {input}; expected an image of (height, width, channels). Reshape makes one.");
            return null;
        }

        if (padding == Padding.Valid && (input[0] < window.Height || input[1] < window.Width))
        {
            problems.Add(
                $"received {input}, smaller than the window {window}; expected at least as many pixels as the window has. A smaller window, smaller strides before it, or Padding.Same would fit.");
            return null;
        }

        (int height, int top) = Along(input[0], window.Height, strides.Height, padding);
        (int width, int left) = Along(input[1], window.Width, strides.Width, padding);
        return new WindowGeometry
        {
            InputHeight = input[0],
            InputWidth = input[1],
            OutputHeight = height,
            OutputWidth = width,
            WindowHeight = window.Height,
            WindowWidth = window.Width,
            StrideY = strides.Height,
            StrideX = strides.Width,
            PadTop = top,
            PadLeft = left,
        };
    }

    /// <summary>How often a window fits along an axis, and the padding before it. TensorFlow puts the odd one of "same" behind.</summary>
    static (int Output, int Before) Along(int input, int window, int stride, Padding padding)
    {
        if (padding == Padding.Valid)
        {
            return (((input - window) / stride) + 1, 0);
        }

        int output = (input + stride - 1) / stride;
        return (output, Math.Max(((output - 1) * stride) + window - input, 0) / 2);
    }
}
