namespace Krill.Data;

/// <summary>Moves of whole images by whole pixels: rows are copied as they are.</summary>
internal static class ImageMoves
{
    /// <summary>target(y, x) = source(y - down, x - right), filled where that lies outside. Shifts are less than the sides.</summary>
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
        int width = source.Length / channels, kept = (width - Math.Abs(right)) * channels;
        int from = Math.Max(-right, 0), to = Math.Max(right, 0);
        source.Slice(from * channels, kept).CopyTo(target[(to * channels)..]);
        int first = right > 0 ? 0 : width + right, last = right > 0 ? right : width;
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
