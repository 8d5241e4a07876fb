namespace Krill.Data;

/// <summary>
/// The built-in dataset: ten classes of handwritten-looking digits, white on black, that Krill draws itself. An image depends
/// on the seed, its part and its number alone.
/// </summary>
internal static class DigitsDataset
{
    const ulong LabelStream = 0x4C4142454C0000; // "LABEL"
    const ulong ImageStream = 0x494D414745000000; // "IMAGE"
    const ulong TestPart = 1UL << 40;
    const int Block = 256;

    static readonly string[] s_classNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    public static ImageShape Shape { get; } = new(28, 28, 1);

    /// <summary>Draws both parts; their writers differ.</summary>
    /// <param name="seed">Which writers and images.</param>
    /// <param name="trainCount">Training images, at least 1.</param>
    /// <param name="testCount">Test images, at least 1.</param>
    /// <param name="threads">Threads that draw; the images are the same for any number.</param>
    public static Dataset Draw(ulong seed, int trainCount, int testCount, int threads) => new(
        Datasets.BuiltIn,
        DrawPart(seed, 0, trainCount, Writers(seed, 0, Writer.TrainWriters), threads),
        DrawPart(seed, TestPart, testCount, Writers(seed, Writer.TrainWriters, Writer.TestWriters), threads));

    /// <summary>The label of an image: each ten images are the ten digits in some order, so that the classes balance.</summary>
    public static int LabelOf(ulong seed, ulong part, int image)
    {
        Span<int> order = stackalloc int[10];
        CounterRandom.Permutation(CounterRandom.Key(seed, LabelStream + part + (ulong)(image / 10)), order);
        return order[image % 10];
    }

    public static Writer[] Writers(ulong seed, int first, int count) => [.. Enumerable.Range(first, count).Select(number => new Writer(seed, number))];

    static ImageSet DrawPart(ulong seed, ulong part, int count, Writer[] writers, int threads)
    {
        byte[] pixels = new byte[count * Shape.Length];
        var labels = new int[count];
        // Blocks only bound the cost of handing out work: no image depends on another, so any split gives the same bytes.
        Parallel.For(
            0,
            (count + Block - 1) / Block,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new Pen(),
            (block, _, pen) =>
            {
                for (int i = block * Block; i < Math.Min(count, (block + 1) * Block); i++)
                {
                    labels[i] = LabelOf(seed, part, i);
                    var random = new RandomStream(seed, ImageStream + part + (ulong)i);
                    Writer writer = writers[random.Below(writers.Length)];
                    pen.Write(labels[i], writer, ref random, pixels.AsSpan(i * Shape.Length, Shape.Length));
                }

                return pen;
            },
            static _ => { });
        return ImageSet.FromBytes(pixels, labels, Shape, s_classNames);
    }
}
