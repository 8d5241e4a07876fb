namespace Krill.Data;

/// <summary>Moves of whole images by whole pixels: rows are copied as they are.</summary>
internal static class ImageMoves
{
    /// <summary>target(y, x) = source(y - down, x - right), filled where that lies outside, for shifts of any size.</summary>
    public static void Translate(ReadOnlySpan<float> source, Span<float> target, ImageShape shape, (int Down, int Right) shift, FillMode fill, float constant)
    {
        int channels = shape.Channels, row = shape.Width * channels;
        for (int y = 0; y < shape.Height; y++)
        {
            int from = Edges.Pixel(y - shift.Down, shape.Height, fill);
            Span<float> to = target.Slice(y * row, row);
            if (from < 0)
            {
                to.Fill(constant);
            }
            else
            {
                TranslateRow(source.Slice(from * row, row), to, channels, shift.Right, fill, constant);
            }
        }
    }

    /// <summary>Turns every row around, pixel by pixel.</summary>
    public static void Mirror(Span<float> pixels, ImageShape shape)
    {
        int channels = shape.Channels, row = shape.Width * channels;
        for (int start = 0; start < pixels.Length; start += row)
        {
            for (int left = start, right = start + row - channels; left < right; left += channels, right -= channels)
            {
                for (int c = 0; c < channels; c++)
                {
                    (pixels[left + c], pixels[right + c]) = (pixels[right + c], pixels[left + c]);
                }
            }
        }
    }

    static void TranslateRow(ReadOnlySpan<float> source, Span<float> target, int channels, int right, FillMode fill, float constant)
    {
        // Further than the width is as far as the width: nothing of the row stays, and all of it comes from beyond the edge.
        int width = source.Length / channels, shift = Math.Clamp(right, -width, width);
        int from = Math.Max(-shift, 0), to = Math.Max(shift, 0);
        source.Slice(from * channels, (width - Math.Abs(shift)) * channels).CopyTo(target[(to * channels)..]);
        int first = shift > 0 ? 0 : width + shift, last = shift > 0 ? shift : width;
        for (int x = first; x < last; x++)
        {
            Span<float> pixel = target.Slice(x * channels, channels);
            int pixelFrom = Edges.Pixel(x - right, width, fill);
            if (pixelFrom < 0)
            {
                pixel.Fill(constant);
            }
            else
            {
                source.Slice(pixelFrom * channels, channels).CopyTo(pixel);
            }
        }
    }
}
