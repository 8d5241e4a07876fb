using System.Security.Cryptography;
using Krill.Data;

namespace Krill.Tests.Unit.Data;

public class DigitsTests
{
    static byte[] Bytes(ImageSet set)
    {
        byte[] bytes = new byte[set.Count * set.Shape.Length];
        var image = new float[set.Shape.Length];
        ImageSet raw = set.WithRescale(1);
        for (int i = 0; i < set.Count; i++)
        {
            raw.CopyImage(i, image);
            for (int j = 0; j < image.Length; j++)
            {
                bytes[i * image.Length + j] = (byte)image[j];
            }
        }

        return bytes;
    }

    // The golden is the SHA-256 of the first 100 training and 50 test images of seed 0 as this code draws them. It has no other
    // source; it pins that every machine and every later version draws the same.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Draw_SeedZero_IsTheSameEverywhere(int threads)
    {
        Dataset dataset = DigitsDataset.Draw(0, 100, 50, threads);
        string hash = Convert.ToHexStringLower(SHA256.HashData([.. Bytes(dataset.Train), .. Bytes(dataset.Test)]));
        Assert.Equal("bf8058d3bb170c9bd296828184174ad3d21b8e0e1af15b163c4931d1c598aea5", hash);
    }

    [Fact]
    public void Draw_Threads_DoNotMatter()
    {
        Dataset one = DigitsDataset.Draw(3, 1_500, 700, threads: 1), four = DigitsDataset.Draw(3, 1_500, 700, threads: 4);
        Assert.Equal(Bytes(one.Train), Bytes(four.Train));
        Assert.Equal(Bytes(one.Test), Bytes(four.Test));
        Assert.Equal(one.Train.Labels, four.Train.Labels);
    }

    [Fact]
    public void Load_Counts_GiveTheFirstImages()
    {
        Dataset few = Datasets.Load("digits", new DatasetOptions { Seed = 5, TrainCount = 30, TestCount = 20 });
        Dataset more = Datasets.Load("digits", new DatasetOptions { Seed = 5, TrainCount = 90, TestCount = 60 });
        Assert.Equal((30, 20), (few.Train.Count, few.Test.Count));
        Assert.Equal(Bytes(few.Train), Bytes(more.Train.Take(30)));
        Assert.Equal(Bytes(few.Test), Bytes(more.Test.Take(20)));
    }

    [Fact]
    public void Draw_Seeds_DifferInImagesAndLabels()
    {
        Dataset zero = DigitsDataset.Draw(0, 100, 10, 1), one = DigitsDataset.Draw(1, 100, 10, 1);
        Assert.NotEqual(Bytes(zero.Train), Bytes(one.Train));
        Assert.False(zero.Train.Labels.SequenceEqual(one.Train.Labels));
    }

    [Fact]
    public void Draw_Classes_AreBalanced()
    {
        Dataset dataset = DigitsDataset.Draw(0, 2_000, 500, 2);
        Assert.Equal(10, dataset.Train.Classes);
        for (int digit = 0; digit < 10; digit++)
        {
            Assert.Equal(200, dataset.Train.Labels.Count(digit));
            Assert.Equal(50, dataset.Test.Labels.Count(digit));
        }
    }

    [Fact]
    public void Draw_Images_AllDifferAndNoneIsEmpty()
    {
        Dataset dataset = DigitsDataset.Draw(0, 1_000, 1_000, 2);
        var seen = new HashSet<string>();
        foreach (ImageSet set in new[] { dataset.Train, dataset.Test })
        {
            byte[] bytes = Bytes(set);
            for (int i = 0; i < set.Count; i++)
            {
                ReadOnlySpan<byte> image = bytes.AsSpan(i * 784, 784);
                Assert.True(seen.Add(Convert.ToHexString(image)));
                // A line of 15 pixels at least; and a digit is mostly background.
                Assert.InRange(784 - image.Count((byte)0), 30, 400);
                Assert.True(image.IndexOfAnyExceptInRange((byte)0, (byte)200) >= 0, "has a bright pixel");
            }
        }
    }

    [Fact]
    public void Draw_Lines_StayInsideThePicture()
    {
        byte[] bytes = Bytes(DigitsDataset.Draw(2, 1_000, 10, 2).Train);
        int touching = 0;
        for (int i = 0; i < 1_000; i++)
        {
            ReadOnlySpan<byte> image = bytes.AsSpan(i * 784, 784);
            bool touches = image[..28].ContainsAnyExcept((byte)0) || image[^28..].ContainsAnyExcept((byte)0);
            for (int y = 0; y < 28; y++)
            {
                touches |= image[y * 28] != 0 || image[y * 28 + 27] != 0;
            }

            touching += touches ? 1 : 0;
        }

        // A blurred edge may reach the border; more than that would cut digits off.
        Assert.InRange(touching, 0, 20);
    }

    [Fact]
    public void Writers_OfTheTwoParts_AreOthers()
    {
        Writer[] train = DigitsDataset.Writers(0, 0, Writer.TrainWriters), test = DigitsDataset.Writers(0, Writer.TrainWriters, Writer.TestWriters);
        Assert.Equal((500, 100), (train.Length, test.Length));
        Assert.Empty(train.Select(writer => writer.Number).Intersect(test.Select(writer => writer.Number)));
        Assert.Equal(600, train.Concat(test).Select(writer => (writer.Slant, writer.Radius, writer.Aspect, writer.Wobble)).Distinct().Count());
    }

    [Fact]
    public void Writer_SameNumber_HasTheSameHand()
    {
        Writer writer = new(0, 7), again = new(0, 7), other = new(0, 8);
        Assert.Equal((writer.Slant, writer.Radius), (again.Slant, again.Radius));
        Assert.Equal(writer.Form(3, 0).Uniform(), again.Form(3, 0).Uniform());
        Assert.NotEqual(writer.Form(3, 0).Uniform(), other.Form(3, 0).Uniform());
        Assert.NotEqual(writer.Form(3, 0).Uniform(), writer.Form(3, 1).Uniform());
    }

    [Fact]
    public void Habits_OfAllWriters_UseEveryWayToWrite()
    {
        Writer[] writers = DigitsDataset.Writers(0, 0, Writer.TrainWriters);
        for (int digit = 0; digit < 10; digit++)
        {
            int[] counts = [.. Enumerable.Range(0, Glyphs.Of(digit).Length).Select(way => writers.Count(writer => writer.Habit(digit) == way))];
            Assert.All(counts, count => Assert.InRange(count, 20, 300));
            Assert.True(counts[0] > counts[^1], "the first way is the most common");
        }
    }

    [Fact]
    public void Glyph_Text_GivesMovementsAndStrokes()
    {
        var glyph = new Glyph("0,0 1,0 | 1,1 ; 2,2 3,2");
        Assert.Equal([0f, 1, 1, 2, 3], glyph.X);
        Assert.Equal([0f, 0, 1, 2, 2], glyph.Y);
        Assert.Equal([[0, 1], [1, 2], [3, 4]], glyph.Movements);
        Assert.Equal([2, 3], glyph.StrokeEnds);
    }
}
