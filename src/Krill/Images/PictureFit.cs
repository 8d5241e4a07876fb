using Krill.Data;

namespace Krill.Images;

/// <summary>Makes a picture of any size the image that a network takes.</summary>
/// <remarks>Every picture goes this way, in training, testing and prediction, so all see the same pixels. One thread, one order: the same bytes everywhere.</remarks>
internal static class PictureFit
{
    /// <summary>A picture as an image of a folder's size: one channel, or three where the picture has colour and one channel is not what the folder asks for.</summary>
    public static byte[] Image(Picture picture, ImageFolder folder) =>
        Resize(folder.Channels == 1 ? Grey(picture) : Plain(picture), folder.Height!.Value, folder.Width!.Value, folder.CropToAspectRatio);

    /// <summary>What <see cref="Image"/> made of pictures, as a set to predict.</summary>
    public static ImageSet Set(IReadOnlyList<byte[]> images, ImageFolder folder)
    {
        var shape = new ImageShape(folder.Height!.Value, folder.Width!.Value, folder.Channels!.Value);
        byte[] pixels = new byte[checked(images.Count * shape.Length)];
        for (int i = 0; i < images.Count; i++)
        {
            Copy(images[i], pixels.AsSpan(i * shape.Length, shape.Length));
        }

        return ImageSet.FromBytes(pixels, shape);
    }

    /// <summary>The picture itself, or its one channel where red, green and blue agree in every pixel.</summary>
    public static Picture Plain(Picture picture)
    {
        ReadOnlySpan<byte> pixels = picture.Pixels;
        if (picture.Channels == 1)
        {
            return picture;
        }

        for (int i = 0; i < pixels.Length; i += 3)
        {
            if (pixels[i] != pixels[i + 1] || pixels[i] != pixels[i + 2])
            {
                return picture;
            }
        }

        byte[] grey = new byte[pixels.Length / 3];
        for (int i = 0; i < grey.Length; i++)
        {
            grey[i] = pixels[3 * i];
        }

        return new Picture(picture.Shape with { Channels = 1 }, grey);
    }

    /// <summary>Colour as brightness: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601, as Pillow and Keras have it).</summary>
    public static Picture Grey(Picture picture)
    {
        if (picture.Channels == 1)
        {
            return picture;
        }

        ReadOnlySpan<byte> pixels = picture.Pixels;
        byte[] grey = new byte[pixels.Length / 3];
        for (int i = 0; i < grey.Length; i++)
        {
            grey[i] = (byte)(((19_595 * pixels[3 * i]) + (38_470 * pixels[(3 * i) + 1]) + (7_471 * pixels[(3 * i) + 2]) + 32_768) >> 16);
        }

        return new Picture(picture.Shape with { Channels = 1 }, grey);
    }

    /// <summary>The picture in another size, with its own channels.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="height">The new rows.</param>
    /// <param name="width">The new columns.</param>
    /// <param name="crop">Whether the largest middle part of the new proportions is taken; else the whole is stretched.</param>
    public static byte[] Resize(Picture picture, int height, int width, bool crop)
    {
        int rows = picture.Height, columns = picture.Width;
        if (crop)
        {
            rows = Part(picture.Height, (double)picture.Width * height / width);
            columns = Part(picture.Width, (double)picture.Height * width / height);
        }

        if ((picture.Height, picture.Width) == (height, width))
        {
            return picture.Pixels.ToArray();
        }

        var across = new AxisWeights((picture.Width - columns) / 2, columns, width);
        var down = new AxisWeights((picture.Height - rows) / 2, rows, height);
        return Sum(picture, across, down);
    }

    /// <summary>An image of the shape's channels of pixels that have one or three.</summary>
    public static void Copy(ReadOnlySpan<byte> pixels, Span<byte> image)
    {
        if (pixels.Length == image.Length)
        {
            pixels.CopyTo(image);
            return;
        }

        for (int i = 0; i < pixels.Length; i++)
        {
            image.Slice(3 * i, 3).Fill(pixels[i]);
        }
    }

    static int Part(int whole, double wanted) => Math.Clamp((int)Math.Round(wanted), 1, whole);

    /// <summary>Row by row, as a table of all rows in their new length would need gigabytes for a picture of one column.</summary>
    static byte[] Sum(Picture picture, AxisWeights across, AxisWeights down)
    {
        int length = across.Count * picture.Channels;
        byte[] pixels = new byte[down.Count * length];
        float[] sums = new float[length];
        // A new row begins at most one row before the last one ended: of two kept lines, none is computed twice.
        float[][] lines = [new float[length], new float[length]];
        int[] rows = [-1, -1];
        for (int y = 0; y < down.Count; y++)
        {
            Array.Clear(sums);
            ReadOnlySpan<float> weights = down.Weights(y);
            for (int k = 0; k < weights.Length; k++)
            {
                int row = down.First(y) + k;
                float[] line = lines[row & 1];
                if (rows[row & 1] != row)
                {
                    rows[row & 1] = row;
                    Line(picture, row, across, line);
                }

                for (int i = 0; i < length; i++)
                {
                    sums[i] += weights[k] * line[i];
                }
            }

            for (int i = 0; i < length; i++)
            {
                pixels[(y * length) + i] = (byte)(sums[i] + 0.5f); // at most 255 and the weights' rounding: below 256
            }
        }

        return pixels;
    }

    /// <summary>A row in its new length.</summary>
    static void Line(Picture picture, int row, AxisWeights across, float[] line)
    {
        int channels = picture.Channels;
        ReadOnlySpan<byte> pixels = picture.Pixels.Slice(row * picture.Width * channels, picture.Width * channels);
        for (int x = 0, to = 0; x < across.Count; x++)
        {
            ReadOnlySpan<float> weights = across.Weights(x);
            ReadOnlySpan<byte> from = pixels[(across.First(x) * channels)..];
            for (int channel = 0; channel < channels; channel++)
            {
                float sum = 0;
                for (int k = 0; k < weights.Length; k++)
                {
                    sum += weights[k] * from[(k * channels) + channel];
                }

                line[to++] = sum;
            }
        }
    }
}
