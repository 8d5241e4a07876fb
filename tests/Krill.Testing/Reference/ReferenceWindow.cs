namespace Krill.Testing.Reference;

/// <summary>The places of a moving window along one axis, as TensorFlow describes them.</summary>
/// <param name="Input">Pixels of the axis.</param>
/// <param name="Window">Pixels of the window.</param>
/// <param name="Stride">Pixels from one window to the next.</param>
/// <param name="Output">How many windows there are.</param>
/// <param name="Padding">What the window meets at the edge.</param>
internal readonly record struct ReferenceWindow(int Input, int Window, int Stride, int Output, Padding Padding)
{
    /// <summary>The pixel under an element of a window, or none where that is padding.</summary>
    public int? Pixel(int output, int element)
    {
        int before = 0;
        if (Padding == Padding.Same)
        {
            // Where the stride divides the axis, the last window starts a stride before its end; else at its last whole stride.
            int rest = Input % Stride == 0 ? Stride : Input % Stride;
            before = Math.Max(Window - rest, 0) / 2;
        }

        int pixel = (output * Stride) + element - before;
        return pixel >= 0 && pixel < Input ? pixel : null;
    }

    public static (ReferenceWindow Rows, ReferenceWindow Columns) Of(Shape input, Shape output, Size2D window, Size2D strides, Padding padding) => (
        new ReferenceWindow(input[0], window.Height, strides.Height, output[0], padding),
        new ReferenceWindow(input[1], window.Width, strides.Width, output[1], padding));
}
