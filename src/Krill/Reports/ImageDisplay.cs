using Krill.Data;
using Krill.Images;

namespace Krill.Reports;

/// <summary>Makes pictures of images, rescaling undone.</summary>
internal static class ImageDisplay
{
    /// <summary>Pictures in a page are at most so high and wide, in pixels: what is larger is made smaller by a whole factor.</summary>
    public const int MostPixels = 64;

    /// <summary>An image of a set, without its normalization, which makes no colours.</summary>
    public static Picture Of(ImageSet set, int index)
    {
        float[] pixels = new float[set.Shape.Length];
        set.CopyPixels(index, pixels);
        return Of(set, pixels);
    }

    /// <summary>Pixels of a set, rescaled and not normalized; what is beyond black and white is shown as these.</summary>
    public static Picture Of(ImageSet set, ReadOnlySpan<float> pixels) => Smaller(pixels, set.Shape, 255 / set.White);

    /// <summary>The bytes of a picture's PNG file as an address that needs no network.</summary>
    public static string DataUri(Picture picture)
    {
        using var stream = new MemoryStream();
        PngFile.Write(stream, picture);
        return $"data:image/png;base64,{Convert.ToBase64String(stream.GetBuffer(), 0, (int)stream.Length)}";
    }

    /// <summary>Averages squares of pixels where the image is large; keeps grey, and red, green and blue; of other numbers of channels the first.</summary>
    static Picture Smaller(ReadOnlySpan<float> values, ImageShape shape, float scale)
    {
        int factor = (Math.Max(shape.Height, shape.Width) + MostPixels - 1) / MostPixels;
        var small = new ImageShape(Math.Max(shape.Height / factor, 1), Math.Max(shape.Width / factor, 1), shape.Channels == 3 ? 3 : 1);
        byte[] bytes = new byte[small.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            int channel = i % small.Channels, column = i / small.Channels % small.Width, row = i / small.Channels / small.Width;
            double sum = 0;
            int count = 0;
            for (int y = row * factor; y < Math.Min((row + 1) * factor, shape.Height); y++)
            {
                for (int x = column * factor; x < Math.Min((column + 1) * factor, shape.Width); x++)
                {
                    sum += values[(((y * shape.Width) + x) * shape.Channels) + channel];
                    count++;
                }
            }

            double mean = sum / count * scale;
            bytes[i] = double.IsNaN(mean) ? (byte)0 : (byte)Math.Clamp(Math.Round(mean), 0, 255);
        }

        return new Picture(small, bytes);
    }
}
