using System.Diagnostics;
using Krill.Data;

namespace Krill.Tests.Unit.Data;

public class LoaderTests
{
    /// <summary>A set whose image i holds the number i twice, in class i mod 3.</summary>
    static ImageSet Numbered(int count) => ImageSet.FromFloats(
        [.. Enumerable.Range(0, 2 * count).Select(i => (float)(i / 2))], [.. Enumerable.Range(0, count).Select(i => i % 3)], new ImageShape(1, 2, 1), ["a", "b", "c"]);

    /// <summary>The images of an epoch, batch by batch; checks that labels and targets belong to them.</summary>
    static int[][] ReadEpoch(Loader loader, int epoch)
    {
        List<int[]> batches = [];
        loader.StartEpoch(epoch);
        while (loader.TryNext(out Batch? batch))
        {
            using (batch)
            {
                var numbers = new int[batch.Count];
                for (int i = 0; i < batch.Count; i++)
                {
                    numbers[i] = (int)batch.Images.Span[2 * i];
                    Assert.Equal(numbers[i], batch.Images.Span[2 * i + 1]);
                    Assert.Equal(numbers[i] % 3, batch.Labels[i]);
                    float[] target = [0, 0, 0];
                    target[numbers[i] % 3] = 1;
                    Assert.Equal(target, batch.Targets.Span.Slice(3 * i, 3).ToArray());
                }

                Assert.Equal(batch.Count, batch.Labels.Length);
                batches.Add(numbers);
            }
        }

        Assert.False(loader.TryNext(out _));
        return [.. batches];
    }

    [Fact]
    public void TryNext_NotShuffled_KeepsTheOrderOfTheSet()
    {
        using var loader = new Loader(Numbered(10), new LoaderOptions { BatchSize = 4 });
        Assert.Equal(3, loader.Batches);
        int[][] batches = ReadEpoch(loader, 0);
        Assert.Equal([4, 4, 2], batches.Select(batch => batch.Length));
        Assert.Equal(Enumerable.Range(0, 10), batches.SelectMany(batch => batch));
        Assert.Equal(Enumerable.Range(0, 10), ReadEpoch(loader, 1).SelectMany(batch => batch));
    }

    [Fact]
    public void TryNext_DropRemainder_LeavesOutTheLastFew()
    {
        using var loader = new Loader(Numbered(10), new LoaderOptions { BatchSize = 4, DropRemainder = true });
        Assert.Equal(2, loader.Batches);
        Assert.Equal([4, 4], ReadEpoch(loader, 0).Select(batch => batch.Length));
    }

    [Fact]
    public void TryNext_BatchSizeDividesTheSet_HasNoEmptyBatch()
    {
        using var loader = new Loader(Numbered(12), new LoaderOptions { BatchSize = 4 });
        Assert.Equal([4, 4, 4], ReadEpoch(loader, 0).Select(batch => batch.Length));
    }

    [Fact]
    public void TryNext_Shuffled_GivesEachImageOnceAnEpochInItsOwnOrder()
    {
        using var loader = new Loader(Numbered(1_000), new LoaderOptions { BatchSize = 32, Shuffle = true, Seed = 4 });
        int[] first = [.. ReadEpoch(loader, 0).SelectMany(batch => batch)], second = [.. ReadEpoch(loader, 1).SelectMany(batch => batch)];
        Assert.Equal(Enumerable.Range(0, 1_000), first.Order());
        Assert.Equal(Enumerable.Range(0, 1_000), second.Order());
        Assert.NotEqual(Enumerable.Range(0, 1_000), first);
        // Two random orders of 1,000 agree in one place on average.
        Assert.InRange(first.Zip(second).Count(pair => pair.First == pair.Second), 0, 8);
    }

    [Fact]
    public void TryNext_SeedAndEpoch_DecideTheOrder()
    {
        using var loader = new Loader(Numbered(200), new LoaderOptions { BatchSize = 16, Shuffle = true, Seed = 4 });
        using var same = new Loader(Numbered(200), new LoaderOptions { BatchSize = 16, Shuffle = true, Seed = 4 });
        using var other = new Loader(Numbered(200), new LoaderOptions { BatchSize = 16, Shuffle = true, Seed = 5 });
        ReadEpoch(loader, 0);
        int[][] third = ReadEpoch(loader, 3);
        Assert.Equal(third, ReadEpoch(same, 3)); // a run that is resumed begins in the middle
        Assert.NotEqual(third.SelectMany(batch => batch), ReadEpoch(other, 3).SelectMany(batch => batch));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 3)]
    [InlineData(3, 8)]
    public void TryNext_AnyThreadsAndDepth_GiveTheSameBatches(int threads, int depth)
    {
        var options = new LoaderOptions { BatchSize = 7, Shuffle = true, Seed = 1 };
        using var plain = new Loader(Numbered(500), options);
        using var loader = new Loader(Numbered(500), options with { Threads = threads, Depth = depth });
        for (int epoch = 0; epoch < 5; epoch++)
        {
            Assert.Equal(ReadEpoch(plain, epoch), ReadEpoch(loader, epoch));
        }
    }

    [Fact]
    public void StartEpoch_InTheMiddleOfAnother_BeginsAnew()
    {
        using var loader = new Loader(Numbered(300), new LoaderOptions { BatchSize = 10, Shuffle = true, Threads = 3 });
        int[][] whole = ReadEpoch(loader, 1);
        for (int round = 0; round < 50; round++)
        {
            loader.StartEpoch(0);
            for (int i = 0; i < round % 7; i++)
            {
                Assert.True(loader.TryNext(out Batch? batch));
                batch.Release();
            }
        }

        Assert.Equal(whole, ReadEpoch(loader, 1));
        Assert.Equal(1, loader.Epoch);
    }

    [Fact]
    public void TryNext_BeforeAnyEpoch_HasNothing()
    {
        using var loader = new Loader(Numbered(10), new LoaderOptions { BatchSize = 5 });
        Assert.False(loader.TryNext(out _));
    }

    [Fact]
    public void TryNext_SeveralBatchesHeld_KeepTheirContents()
    {
        using var loader = new Loader(Numbered(100), new LoaderOptions { BatchSize = 10, Depth = 3 });
        loader.StartEpoch(0);
        Assert.True(loader.TryNext(out Batch? first));
        Assert.True(loader.TryNext(out Batch? second));
        Assert.True(loader.TryNext(out Batch? third));
        Assert.Equal((0f, 10f, 20f), (first.Images.Span[0], second.Images.Span[0], third.Images.Span[0]));
        var error = Assert.Throws<InvalidOperationException>(() => loader.TryNext(out _));
        Assert.Equal(
            "Loader.TryNext: received a call with 3 batches in use; expected fewer than the depth of the loader. Call Batch.Release after each step.",
            error.Message);
        first.Release();
        first.Release();
        Assert.True(loader.TryNext(out Batch? fourth));
        Assert.Equal(30f, fourth.Images.Span[0]);
    }

    [Fact]
    public void StartEpoch_BatchInUse_IsRefusedAndHarmless()
    {
        using var loader = new Loader(Numbered(20), new LoaderOptions { BatchSize = 10 });
        loader.StartEpoch(0);
        Assert.True(loader.TryNext(out Batch? batch));
        var error = Assert.Throws<InvalidOperationException>(() => loader.StartEpoch(1));
        Assert.Equal(
            "Loader.StartEpoch: received a new epoch while a batch is in use; expected all released. Call Batch.Release after each step.", error.Message);
        batch.Release();
        Assert.True(loader.TryNext(out batch));
        Assert.Equal(10f, batch.Images.Span[0]);
    }

    [Fact]
    public void TryNext_Bytes_AreRescaled()
    {
        byte[] pixels = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];
        using var loader = new Loader(ImageSet.FromBytes(pixels, new int[2], new ImageShape(10, 10, 1)), new LoaderOptions { BatchSize = 2 });
        loader.StartEpoch(0);
        Assert.True(loader.TryNext(out Batch? batch));
        Assert.Equal(pixels.Select(pixel => pixel * (1 / 255f)), batch.Images.Span.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TryNext_OnceWarm_AllocatesNothing(bool leavesReading)
    {
        using var loader = new Loader(Numbered(2_000), new LoaderOptions { BatchSize = 20, Shuffle = true, LeavesReading = leavesReading });
        loader.StartEpoch(0);
        while (loader.TryNext(out Batch? batch))
        {
            batch.Release();
        }

        loader.StartEpoch(1);
        Take(loader, 5);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Take(loader, 50);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Take(Loader loader, int batches)
        {
            for (int i = 0; i < batches; i++)
            {
                if (loader.TryNext(out Batch? batch))
                {
                    batch.Release();
                }
            }
        }
    }

    [Fact]
    public void TryNext_LeavesReading_GivesTheSameImagesWithoutTheirPixels()
    {
        var options = new LoaderOptions { BatchSize = 7, Shuffle = true, Seed = 1 };
        using var plain = new Loader(Numbered(100), options);
        using var loader = new Loader(Numbered(100), options with { LeavesReading = true });
        for (int epoch = 0; epoch < 3; epoch++)
        {
            plain.StartEpoch(epoch);
            loader.StartEpoch(epoch);
            while (plain.TryNext(out Batch? expected))
            {
                Assert.True(loader.TryNext(out Batch? batch));
                Assert.Equal(0, batch.Images.Length);
                Assert.Null(batch.Input.Memory);
                Assert.Equal(expected.Labels.ToArray(), batch.Labels.ToArray());
                Assert.Equal(expected.Targets.Span[..(3 * expected.Count)].ToArray(), batch.Targets.Span[..(3 * batch.Count)].ToArray());
                float[] pixels = new float[2 * batch.Count];
                batch.Input.Source!.Read(0, pixels);
                Assert.Equal(expected.Images.Span[..pixels.Length].ToArray(), pixels);
                batch.Input.Source!.Read(1, pixels.AsSpan(0, 2));
                Assert.Equal(expected.Images.Span.Slice(2, 2).ToArray(), pixels[..2]);
                expected.Release();
                batch.Release();
            }

            Assert.False(loader.TryNext(out _));
        }
    }

    [Fact]
    public void TryNext_LeavesReadingOfAugmentedImages_HoldsThemAllTheSame()
    {
        using var loader = new Loader(
            Numbered(10), new LoaderOptions { BatchSize = 5, LeavesReading = true, Augmentation = [new CustomAugmentation((in AugmentedImage image) => image.Pixels[0] *= 2)] });
        loader.StartEpoch(0);
        Assert.True(loader.TryNext(out Batch? batch));
        Assert.Equal([0f, 0, 2, 1, 4, 2], batch.Input.Memory!.Span[..6].ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TryNext_LeavesReading_KeepsTheRulesOfTheRing(bool fails)
    {
        int[] labels = [0, 1, 2, 0];
        using var loader = new Loader(
            ImageSet.FromFloats([0, 0, 1, 1, 2, 2, 3, 3], labels, new ImageShape(1, 2, 1)), new LoaderOptions { BatchSize = 1, Depth = 2, LeavesReading = true });
        loader.StartEpoch(0);
        Assert.True(loader.TryNext(out Batch? first));
        Assert.Throws<InvalidOperationException>(() => loader.StartEpoch(1));
        labels[1] = fails ? 99 : 1;
        if (fails)
        {
            Assert.Throws<IndexOutOfRangeException>(() => loader.TryNext(out _));
            return;
        }

        Assert.True(loader.TryNext(out Batch? second));
        Assert.Throws<InvalidOperationException>(() => loader.TryNext(out _));
        first.Release();
        second.Release();
        Assert.True(loader.TryNext(out Batch? third));
        Assert.Equal([2], third.Labels.ToArray());
    }

    [Fact]
    public void TryNext_ProducerFails_ThrowsItsError()
    {
        // A set keeps the arrays that it is made of: whoever changes them gets an error on the loader's thread.
        int[] labels = [0, 1, 2];
        using var loader = new Loader(ImageSet.FromFloats([0, 0, 1, 1, 2, 2], labels, new ImageShape(1, 2, 1)), new LoaderOptions { BatchSize = 1 });
        labels[1] = 99;
        loader.StartEpoch(0);
        Assert.True(loader.TryNext(out Batch? batch));
        batch.Release();
        Assert.Throws<IndexOutOfRangeException>(() => loader.TryNext(out _));
        Assert.Throws<IndexOutOfRangeException>(() => loader.TryNext(out _));
        labels[1] = 1;
        Assert.Equal([[0], [1], [2]], ReadEpoch(loader, 1));
    }

    [Fact]
    public void Dispose_InTheMiddle_IsPrompt()
    {
        var loader = new Loader(Numbered(100_000), new LoaderOptions { BatchSize = 50_000, Shuffle = true, Threads = 2 });
        loader.StartEpoch(0);
        var watch = Stopwatch.StartNew();
        loader.Dispose();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
        Assert.Throws<ObjectDisposedException>(() => loader.TryNext(out _));
        Assert.Throws<ObjectDisposedException>(() => loader.StartEpoch(1));
        loader.Dispose();
    }

    [Theory]
    [InlineData(0, "batch size: received 0; expected 1 to 10, the images of the set. Give a positive batch size.")]
    [InlineData(-3, "batch size: received -3; expected 1 to 10, the images of the set. Give a positive batch size.")]
    [InlineData(11, "batch size: received 11; expected 1 to 10, the images of the set. Give a smaller batch size or more images.")]
    public void Loader_BatchSizeOutside_IsRefused(int size, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new Loader(Numbered(10), new LoaderOptions { BatchSize = size })).Message);

    [Fact]
    public void Loader_OtherOptionsOutside_AreRefused()
    {
        var options = new LoaderOptions { BatchSize = 2 };
        Assert.Equal(
            "loader threads: received 0; expected at least 1.",
            Assert.Throws<ArgumentException>(() => new Loader(Numbered(10), options with { Threads = 0 })).Message);
        Assert.Equal(
            "loader depth: received 1; expected at least 2, one batch in use and one in the making.",
            Assert.Throws<ArgumentException>(() => new Loader(Numbered(10), options with { Depth = 1 })).Message);
    }
}
