using Krill.Images;

namespace Krill.Data;

/// <summary>Draws what augmentations make of images.</summary>
public static class AugmentationPreview
{
    const int Gap = 4;
    const byte Paper = 255;

    /// <summary>
    /// A grid with a row an image: first as it is, then as it would be trained on in one epoch after another. Without augmentations, a grid full of images.
    /// </summary>
    /// <remarks>
    /// The images are the first of each class, then the second of each, and so on, down the columns. What is mixed is mixed within the column. Normalization is left out, as it makes no
    /// colours; values beyond black and white are shown as these.
    /// </remarks>
    /// <param name="images">The images, of one channel or three.</param>
    /// <param name="augmentations">What is done to them, in this order; none for the images alone.</param>
    /// <param name="options">How many of them, and how large; by default 10 rows of 10 columns.</param>
    /// <exception cref="ArgumentException">The images have two channels, or more than three.</exception>
    public static Picture Draw(ImageSet images, IReadOnlyList<Augmentation> augmentations, AugmentationPreviewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(augmentations);
        options ??= new AugmentationPreviewOptions();
        if (images.Channels is not (1 or 3))
        {
            throw new ArgumentException($"AugmentationPreview: received images of {images.Shape}; expected 1 channel (grey) or 3 (red, green, blue).", nameof(images));
        }

        bool isAugmented = augmentations.Count > 0;
        int[] shown = ByClass(images, isAugmented ? options.Rows : checked(options.Rows * options.Columns));
        ImageSet set = images.WithSampleNormalization(null).WithNormalization(null).Subset(shown);
        int rows = Math.Min(options.Rows, set.Count);
        float[][] columns = isAugmented ? Augmented(set, augmentations, options) : [.. Pixels(set).Chunk(rows * set.Shape.Length)];
        int scale = options.Scale ?? Math.Max(1, 80 / Math.Max(set.Height, set.Width));
        var sheet = new Sheet(set.Shape, (rows, columns.Length), scale, isFirstApart: isAugmented && columns.Length > 1);
        for (int column = 0; column < columns.Length; column++)
        {
            for (int row = 0; row < columns[column].Length / set.Shape.Length; row++)
            {
                sheet.Draw(columns[column].AsSpan(row * set.Shape.Length, set.Shape.Length), (row, column), 255 / images.White);
            }
        }

        return sheet.ToPicture();
    }

    /// <summary>The images as they are, then those of each epoch.</summary>
    static float[][] Augmented(ImageSet set, IReadOnlyList<Augmentation> augmentations, AugmentationPreviewOptions options)
    {
        float[][] columns = new float[options.Columns][];
        columns[0] = Pixels(set);

        // The loader's batches are those that training gets.
        using var loader = new Loader(set, new LoaderOptions { BatchSize = set.Count, Seed = options.Seed, Augmentation = augmentations });
        for (int epoch = 0; epoch + 1 < columns.Length; epoch++)
        {
            loader.StartEpoch(epoch);
            while (loader.TryNext(out Batch? batch))
            {
                using (batch)
                {
                    columns[epoch + 1] = batch.Images.Span[..columns[0].Length].ToArray();
                }
            }
        }

        return columns;
    }

    /// <summary>The images as they are, one behind the other.</summary>
    static float[] Pixels(ImageSet set)
    {
        float[] pixels = new float[set.Count * set.Shape.Length];
        for (int i = 0; i < set.Count; i++)
        {
            set.CopyPixels(i, pixels.AsSpan(i * set.Shape.Length, set.Shape.Length));
        }

        return pixels;
    }

    static int[] ByClass(ImageSet images, int count)
    {
        int[][] members = [.. Enumerable.Range(0, images.Count).GroupBy(images.Label).OrderBy(group => group.Key).Select(group => group.Take(count).ToArray())];
        return [.. Enumerable.Range(0, count)
            .SelectMany(turn => members.Where(group => turn < group.Length).Select(group => group[turn]))
            .Take(count)];
    }

    /// <summary>Paper with images side by side.</summary>
    sealed class Sheet(ImageShape image, (int Rows, int Columns) size, int scale, bool isFirstApart)
    {
        readonly ImageShape _shape = new(
            Gap + (size.Rows * ((image.Height * scale) + Gap)),
            Gap + (size.Columns * ((image.Width * scale) + Gap)) + (isFirstApart ? Gap : 0),
            image.Channels);

        byte[]? _pixels;

        public void Draw(ReadOnlySpan<float> pixels, (int Row, int Column) place, float factor)
        {
            _pixels ??= Blank();
            int top = Gap + (place.Row * ((image.Height * scale) + Gap));
            // The images as they are stand a little apart from what was made of them.
            int left = Gap + (place.Column * ((image.Width * scale) + Gap)) + (isFirstApart && place.Column > 0 ? Gap : 0);
            for (int y = 0; y < image.Height * scale; y++)
            {
                Span<byte> line = _pixels.AsSpan((((top + y) * _shape.Width) + left) * image.Channels, image.Width * scale * image.Channels);
                ReadOnlySpan<float> from = pixels.Slice(y / scale * image.Width * image.Channels, image.Width * image.Channels);
                for (int i = 0; i < line.Length; i++)
                {
                    float value = from[(i / (scale * image.Channels) * image.Channels) + (i % image.Channels)];
                    line[i] = (byte)Math.Clamp(MathF.Round(value * factor), 0, 255);
                }
            }
        }

        public Picture ToPicture() => new(_shape, _pixels ?? Blank());

        byte[] Blank()
        {
            byte[] blank = new byte[_shape.Length];
            Array.Fill(blank, Paper);
            return blank;
        }
    }
}
