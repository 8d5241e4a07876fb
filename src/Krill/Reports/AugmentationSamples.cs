using Krill.Data;
using Krill.Images;

namespace Krill.Reports;

/// <summary>Images as they are, and beside each what epochs make of it, through the loader that trains; where nothing changes them, more images.</summary>
internal static class AugmentationSamples
{
    public const int Rows = 4;
    public const int Epochs = 7;
    const int Gap = 2;

    /// <summary>The rows as one picture.</summary>
    public static Picture Draw(ImageSet images, IReadOnlyList<Augmentation> augmentation, ulong seed)
    {
        ImageSet plain = images.WithSampleNormalization(null).WithNormalization(null);
        return Sheet(augmentation.Count > 0 ? Augmented(plain, augmentation, seed) : Plain(plain));
    }

    static Picture[,] Augmented(ImageSet train, IReadOnlyList<Augmentation> augmentation, ulong seed)
    {
        int rows = Math.Min(Rows, train.Count);
        Picture[,] pictures = new Picture[rows, Epochs + 1];
        for (int row = 0; row < rows; row++)
        {
            pictures[row, 0] = ImageDisplay.Of(train, row);
        }

        using var loader = new Loader(train, new LoaderOptions { BatchSize = rows, Seed = seed, Augmentation = augmentation });
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            loader.StartEpoch(epoch);
            if (loader.TryNext(out Batch? batch))
            {
                using (batch)
                {
                    for (int row = 0; row < rows; row++)
                    {
                        pictures[row, epoch + 1] = ImageDisplay.Of(train, batch.Images.Span.Slice(row * train.Shape.Length, train.Shape.Length));
                    }
                }
            }
        }

        return pictures;
    }

    /// <summary>The first images, row by row.</summary>
    static Picture[,] Plain(ImageSet images)
    {
        int columns = Math.Min(Epochs + 1, images.Count), rows = Math.Min(Rows, images.Count / columns);
        Picture[,] pictures = new Picture[rows, columns];
        for (int i = 0; i < rows * columns; i++)
        {
            pictures[i / columns, i % columns] = ImageDisplay.Of(images, i);
        }

        return pictures;
    }

    /// <summary>Pictures of one shape side by side, with a grey gap between them.</summary>
    static Picture Sheet(Picture[,] pictures)
    {
        ImageShape one = pictures[0, 0].Shape;
        (int rows, int columns) = (pictures.GetLength(0), pictures.GetLength(1));
        var shape = new ImageShape((rows * (one.Height + Gap)) - Gap, (columns * (one.Width + Gap)) - Gap, one.Channels);
        byte[] pixels = new byte[shape.Length];
        Array.Fill(pixels, (byte)128);
        int length = one.Width * one.Channels;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                for (int y = 0; y < one.Height; y++)
                {
                    int start = ((((row * (one.Height + Gap)) + y) * shape.Width) + (column * (one.Width + Gap))) * one.Channels;
                    pictures[row, column].Pixels.Slice(y * length, length).CopyTo(pixels.AsSpan(start, length));
                }
            }
        }

        return new Picture(shape, pixels);
    }
}
