using System.Runtime.Versioning;
using Krill.Data;
using Krill.Images;
using Krill.Testing;

namespace Krill.Tests.Unit.Data;

public sealed class ImageFolderTests : IDisposable
{
    static readonly ImageShape s_grey = new(10, 12, 1);

    readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_SubfolderAClass_NumbersThemInOrdinalOrder()
    {
        _folder.Add("b", 1, 3, s_grey).Add("Z", 2, 3, s_grey).Add("a/deep/er", 0, 3, s_grey).Add("10", 4, 2, s_grey).Add("9", 3, 2, s_grey);

        Dataset set = Load();

        Assert.Equal(Path.GetFileName(_folder.Path), set.Name);
        Assert.Equal(["10", "9", "Z", "a", "b"], set.Train.ClassNames);
        Assert.Equal(new ImageShape(10, 12, 1), set.Train.Shape);
        Assert.Equal([0, 1, 2, 2, 3, 3, 4, 4], set.Train.Labels.ToArray());
        Assert.Equal([0, 1, 2, 3, 4], set.Test.Labels.ToArray());
        Assert.Null(set.Validation);
    }

    [PermissionsFact, UnsupportedOSPlatform("windows")]
    public void Load_FolderThatCannotBeRead_IsNotLeftOutInSilence()
    {
        _folder.Add("a", 0, 3, s_grey).Add("a/more", 0, 3, s_grey).Add("b", 5, 3, s_grey);
        File.SetUnixFileMode(_folder.In("a/more"), UnixFileMode.None);
        try
        {
            var error = Assert.Throws<DataException>(() => Load());
            Assert.StartsWith($"{_folder.In("a")}: received \"", error.Message, StringComparison.Ordinal);
            Assert.EndsWith("expected folders that can be read. Check their permissions, or move what cannot be read elsewhere.", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(_folder.In("a/more"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Theory]
    [InlineData("train", "test", "val")]
    [InlineData("Training", "testing", "Validation")]
    public void Load_Parts_AreTakenAsTheyAre(string train, string test, string validation)
    {
        foreach ((string part, int count) in new[] { (train, 4), (test, 2), (validation, 3) })
        {
            _folder.Add($"{part}/no", 0, count, s_grey).Add($"{part}/yes", 5, count, s_grey);
        }

        Dataset set = Load();

        Assert.Equal((8, 4, 6), (set.Train.Count, set.Test.Count, set.Validation!.Count));
        Assert.Equal(Pixels(Picture.Read(_folder.In($"{train}/yes/002.png"))), Image(set.Train, 6));
        Assert.Equal(Pixels(Picture.Read(_folder.In($"{test}/no/001.png"))), Image(set.Test, 1));
    }

    [Theory]
    [InlineData(0.2, 50, 10)]
    [InlineData(0.5, 50, 25)]
    [InlineData(0.01, 50, 1)]
    [InlineData(0.9, 2, 1)]
    [InlineData(0.5, 3, 1)]
    [InlineData(0.9, 10, 8)]
    [InlineData(0.2, 7, 1)]
    public void Load_WithoutTest_EachClassGivesItsShareOnce(double share, int count, int expected)
    {
        _folder.Add("a", 0, count, s_grey).Add("b", 5, count, s_grey);
        var folder = new ImageFolder { Directory = _folder.Path, Height = 10, Width = 12, TestFraction = share };

        Dataset set = folder.Load();

        Assert.Equal((expected, expected), (set.Test.Labels.ToArray().Count(label => label == 0), set.Test.Labels.ToArray().Count(label => label == 1)));
        string[] all = [.. Images(set.Train), .. Images(set.Test)];
        Assert.Equal(2 * count, all.Distinct().Count());
        Assert.Equal(Images(set.Test), Images(folder.Load().Test));
        if (count == 50 && expected > 1)
        {
            Assert.NotEqual(Images(set.Test), Images((folder with { SplitSeed = 1 }).Load().Test));
        }
    }

    // Of three pictures half would be two to test with, and none to train on once one is drawn to choose by.
    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.9, 0.9)]
    [InlineData(0.01, 0.99)]
    public void Read_ClassOfThree_GivesOneToEachPartAndTheSameToTestLater(double test, double validation)
    {
        _folder.Add("a", 0, 3, s_grey).Add("b", 5, 20, s_grey);
        var folder = new ImageFolder { Directory = _folder.Path, Height = 10, Width = 12, Channels = 1, TestFraction = test };

        Dataset set = new FolderReader(folder).Read((validation, 42));

        foreach (ImageSet part in new[] { set.Train, set.Validation!, set.Test })
        {
            Assert.Equal(1, part.Labels.ToArray().Count(label => label == 0));
            Assert.Contains(1, part.Labels.ToArray());
        }

        Assert.Equal(23, new[] { set.Train, set.Validation!, set.Test }.SelectMany(Images).Distinct().Count());
        Assert.Equal(Images(set.Test), Images(new FolderReader(folder).ReadTest(["a", "b"])));
    }

    [Fact]
    public void Read_ClassOfTwoForThreeParts_SaysWhichAndHowManyItNeeds()
    {
        _folder.Add("a", 0, 2, s_grey).Add("b", 5, 20, s_grey);
        var reader = new FolderReader(new ImageFolder { Directory = _folder.Path, Height = 10, Width = 12 });

        var error = Assert.Throws<DataException>(() => reader.Read((0.1, 42)));

        Assert.Equal(
            $"{_folder.Path}: received 2 pictures of a; expected at least 3: one to train on, one to choose by, one to test with. Add pictures of the class, or remove its folder.",
            error.Message);
    }

    [Fact]
    public void Load_PicturesOfEverySize_BecomeOne()
    {
        _folder.Add("train/a", 0, 1, new ImageShape(20, 24, 1)).Add("train/b", 5, 1, new ImageShape(40, 30, 1));
        _folder.Add("test/a", 0, 1, s_grey).Add("test/b", 5, 1, s_grey);
        var folder = new ImageFolder { Directory = _folder.Path, Height = 10, Width = 12 };
        Picture tall = Picture.Read(_folder.In("train/b/000.png"));

        Assert.Equal(PictureFit.Resize(tall, 10, 12, crop: false), Image(folder.Load().Train, 1));
        Assert.Equal(PictureFit.Resize(tall, 10, 12, crop: true), Image((folder with { CropToAspectRatio = true }).Load().Train, 1));
    }

    [Theory]
    [InlineData(1, 1, null, 1)]
    [InlineData(1, 3, null, 3)]
    [InlineData(3, 3, null, 3)]
    [InlineData(3, 3, 1, 1)]
    [InlineData(1, 1, 3, 3)]
    public void Load_Channels_FollowTheTrainingPictures(int first, int second, int? wanted, int expected)
    {
        _folder.Add("train/a", 0, 1, s_grey with { Channels = first }).Add("train/b", 5, 1, s_grey with { Channels = second });
        _folder.Add("test/a", 0, 1, s_grey with { Channels = 3 }).Add("test/b", 5, 1, s_grey);

        Dataset set = new ImageFolder { Directory = _folder.Path, Height = 10, Width = 12, Channels = wanted }.Load();

        Assert.Equal((expected, expected), (set.Train.Channels, set.Test.Channels));
        byte[] grey = Pixels(Picture.Read(_folder.In("test/b/000.png")));
        Assert.Equal(expected == 1 ? grey : [.. grey.SelectMany(value => new[] { value, value, value })], Image(set.Test, 1));
    }

    [Fact]
    public void Load_OtherFiles_AreLeftOutAndTold()
    {
        _folder.Add("a", 0, 2, s_grey).Add("b", 5, 2, s_grey);
        _folder.Write("a/notes.txt", "x");
        _folder.Write("b/new.webp", "x");
        _folder.Write("b/.DS_Store", "x");
        _folder.Write("b/Thumbs.db", "x");
        _folder.Write(".git/x.png", "x");
        _folder.Write("__MACOSX/a/._000.png", "x");
        var reader = new FolderReader(new ImageFolder { Directory = _folder.Path, Height = 10, Width = 12 });

        Dataset set = reader.Read((0, 0));

        Assert.Equal(["a", "b"], set.Train.ClassNames);
        Assert.Equal([_folder.In("a/notes.txt"), _folder.In("b/new.webp")], reader.LeftOut);
    }

    [Fact]
    public void Load_FoldersOfTrainings_AreNoClasses()
    {
        _folder.Add("a", 0, 5, s_grey).Add("b", 5, 5, s_grey);
        string fingerprint = FolderListing.Of(_folder.Path).Fingerprint();
        _folder.Write("runs/one/run.json", "{}");
        _folder.Add("runs/one/pictures", 0, 1, s_grey);
        _folder.Write("mine/ensemble.json", "{}");
        _folder.Write("found/tune.json", "{}");

        Dataset set = Load();

        Assert.Equal(["a", "b"], set.Train.ClassNames);
        Assert.Equal(fingerprint, FolderListing.Of(_folder.Path).Fingerprint());
    }

    [Fact]
    public void Load_ClassNamedRuns_IsOne()
    {
        _folder.Add("runs/fast", 0, 5, s_grey).Add("walks", 5, 5, s_grey);

        Assert.Equal(["runs", "walks"], Load().Train.ClassNames);
    }

    [Fact]
    public void Load_Progress_EndsWithAllPictures()
    {
        _folder.Add("a", 0, 6, s_grey).Add("b", 5, 4, s_grey);
        var seen = new Seen();

        new ImageFolder { Directory = _folder.Path, Height = 10, Width = 12 }.Load(seen);

        Assert.Equal(new FolderProgress(Path.GetFileName(_folder.Path), 10, 10), seen.All[^1]);
        Assert.Equal(seen.All.OrderBy(progress => progress.Pictures), seen.All);
    }

    [Fact]
    public void Load_Fingerprint_RefusesAFolderThatWouldBeDividedOtherwise()
    {
        _folder.Add("a", 0, 3, s_grey).Add("b", 5, 3, s_grey);
        var reader = new FolderReader(new ImageFolder { Directory = _folder.Path, Height = 10, Width = 12 });
        Dataset before = reader.Read((0, 0));

        Assert.Equal(Images(before.Test), Images(new FolderReader(reader.Folder).ReadTest(["a", "b"])));
        _folder.Add("a", 0, 4, s_grey);
        var error = Assert.Throws<DataException>(() => new FolderReader(reader.Folder).ReadTest(["a", "b"]));
        Assert.Equal(
            $"{_folder.Path}: received other pictures than when they were divided into training and test; expected the same names, since with others some images "
            + "that trained would now test. Put the pictures back, or test on others: krill evaluate RUN --data DIR.", error.Message);
    }

    [Fact]
    public void ReadOther_FewerClassesOfAnotherOrder_TakesTheTrainedNumbers()
    {
        _folder.Add("c", 2, 2, s_grey).Add("b", 1, 1, s_grey);
        var folder = new ImageFolder { Directory = _folder.Path, Height = 10, Width = 12, Channels = 1 };

        ImageSet test = new FolderReader(folder).ReadOther(["a", "b", "c"], trained: null);

        Assert.Equal([1, 2, 2], test.Labels.ToArray());
        Assert.Equal(["a", "b", "c"], test.ClassNames);
        var error = Assert.Throws<DataException>(() => new FolderReader(folder).ReadOther(["a", "b"], trained: null));
        Assert.Equal(("pictures of c", "those of classes that were trained: a, b"), (error.Received, error.Expected));
    }

    [Fact]
    public void ReadOther_PicturesThatWereDivided_TakesOnlyThoseThatDidNotTrain()
    {
        _folder.Add("here/a", 0, 10, s_grey).Add("here/b", 5, 10, s_grey);
        var reader = new FolderReader(new ImageFolder { Directory = _folder.In("here"), Height = 10, Width = 12, TestFraction = 0.3, SplitSeed = 4 });
        Dataset set = reader.Read((0, 0));
        Directory.Move(_folder.In("here"), _folder.In("there"));
        ImageFolder moved = reader.Folder with { Directory = _folder.In("there"), Fingerprint = null };

        ImageSet test = new FolderReader(moved).ReadOther(["a", "b"], reader.Folder.Fingerprint);
        _folder.Add("there/b", 5, 11, s_grey);
        ImageSet others = new FolderReader(moved).ReadOther(["a", "b"], reader.Folder.Fingerprint);

        Assert.Equal((6, 21), (test.Count, others.Count));
        Assert.Equal(Images(set.Test), Images(test));
    }

    [Fact]
    public void Load_BrokenPicture_IsNamed()
    {
        _folder.Add("a", 0, 3, s_grey).Add("b", 5, 3, s_grey);
        _folder.Write("a/zz.jpg", "no");

        var error = Assert.Throws<DataException>(() => Load());

        Assert.Equal(
            $"{_folder.In("a/zz.jpg")}: received a file that begins with 6E6F; expected a PNG or JPEG file. Save the picture as PNG or JPEG, or leave it out.", error.Message);
    }

    [Fact]
    public void Load_BrokenPicturesInSeveralParts_NamesAllAtOnce()
    {
        foreach (string part in new[] { "train", "val", "test" })
        {
            _folder.Add($"{part}/a", 0, 3, s_grey).Add($"{part}/b", 5, 3, s_grey);
        }

        _folder.Write("train/b/zz.jpg", "no");
        _folder.Write("val/a/zz.png", "nothing");
        _folder.Write("test/b/zz.jpg", "");

        var error = Assert.Throws<DataException>(() => Load());

        string[] lines = error.Message.Split(Environment.NewLine);
        Assert.Equal($"{_folder.Path}: received 3 pictures that cannot be read; expected none. Save them as PNG or JPEG, or leave them out:", lines[0]);
        Assert.Equal(
            [
                "  train/b/zz.jpg: received a file that begins with 6E6F; expected a PNG or JPEG file",
                "  test/b/zz.jpg: received an empty file; expected a PNG or JPEG file",
                "  val/a/zz.png: received a file that begins with 6E6F7468696E67; expected a PNG or JPEG file",
            ],
            lines[1..]);
    }

    [Fact]
    public void Load_VeryManyBrokenPictures_NamesTwentyAndCountsAll()
    {
        _folder.Add("a", 0, 3, s_grey).Add("b", 5, 3, s_grey);
        for (int i = 0; i < 30; i++)
        {
            _folder.Write($"a/broken{i:00}.png", "no");
        }

        string[] lines = Assert.Throws<DataException>(() => Load()).Message.Split(Environment.NewLine);

        Assert.Equal(22, lines.Length);
        Assert.Contains("received 30 pictures that cannot be read", lines[0], StringComparison.Ordinal);
        Assert.Equal("  and 10 more", lines[^1]);
    }

    [Fact]
    public void Load_FolderThatIsNotAsItShouldBe_SaysWhatWasExpected()
    {
        Check("nothing", "no such directory", "a directory with a subfolder of pictures for each class");

        Directory.CreateDirectory(_folder.In("empty"));
        Check("empty", "no folder of a class", "a subfolder of pictures for each class, at least two");

        _folder.Add("flat", 0, 2, s_grey);
        Check("flat", "pictures, and no folder of a class", "a subfolder of pictures for each class, at least two");

        _folder.Add("one/cat", 0, 2, s_grey);
        Check("one", "one folder of a class, cat", "a subfolder of pictures for each class, at least two");

        _folder.Add("hole/a", 0, 2, s_grey);
        Directory.CreateDirectory(_folder.In("hole/b"));
        Check("hole", "an empty folder", "pictures of the class, as PNG (.png) or JPEG (.jpg, .jpeg)", "hole/b");

        _folder.Add("other/a", 0, 2, s_grey);
        _folder.Write("other/b/x.gif", "GIF");
        Check("other", "no picture among its files (x.gif)", "pictures of the class, as PNG (.png) or JPEG (.jpg, .jpeg)", "other/b");

        _folder.Add("test-only/test/a", 0, 2, s_grey);
        Check("test-only", "a folder test without a folder train", "both, or a folder for each class alone");

        _folder.Add("differ/train/a", 0, 2, s_grey).Add("differ/train/b", 1, 2, s_grey).Add("differ/test/a", 0, 1, s_grey).Add("differ/test/c", 1, 1, s_grey);
        Check("differ", "no folder of b and a folder of c", "the classes of train: a, b", "differ/test");

        _folder.Add("few/a", 0, 2, s_grey).Add("few/b", 1, 1, s_grey);
        Check("few", "1 picture of b", "at least 2: one to train on, one to test with");
    }

    [Fact]
    public void Load_ClassWithTheNameOfAPart_SaysThatItCannotHaveIt()
    {
        const string Reserved = " No class can be named train, training, val, valid, validation, test or testing: rename such a folder.";
        _folder.Add("vehicles/train", 0, 4, s_grey).Add("vehicles/bus", 5, 4, s_grey);
        _folder.Add("words/Test", 0, 4, s_grey).Add("words/word", 5, 4, s_grey);

        var train = Assert.Throws<DataException>(() => new ImageFolder { Directory = _folder.In("vehicles"), Height = 10, Width = 12 }.Load());
        var test = Assert.Throws<DataException>(() => new ImageFolder { Directory = _folder.In("words"), Height = 10, Width = 12 }.Load());

        Assert.Equal((_folder.In("vehicles/train"), "pictures, and no folder of a class"), (train.Where, train.Received));
        Assert.EndsWith(Reserved, train.Message, StringComparison.Ordinal);
        Assert.Equal("a folder Test without a folder train", test.Received);
        Assert.EndsWith(Reserved, test.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FoldersBesideTrain_AreLeftOutAndTold()
    {
        _folder.Add("train/a", 0, 3, s_grey).Add("train/b", 5, 3, s_grey).Add("val/a", 0, 1, s_grey).Add("val/b", 5, 1, s_grey).Add("valid/a", 0, 1, s_grey).Add("c", 6, 3, s_grey);
        var reader = new FolderReader(new ImageFolder { Directory = _folder.Path, Height = 10, Width = 12 });

        Dataset set = reader.Read((0, 0));

        Assert.Equal(["a", "b"], set.Train.ClassNames);
        Assert.Equal(["c", "valid"], reader.FoldersLeftOut);
    }

    [Fact]
    public void Load_MoreBytesThanASetHolds_SaysSo()
    {
        _folder.Add("a", 0, 40, s_grey).Add("b", 5, 40, s_grey);
        var folder = new ImageFolder { Directory = _folder.Path, Height = 8000, Width = 8000 };

        var error = Assert.Throws<DataException>(() => folder.Load());

        Assert.Equal(("64 pictures of 8000×8000×1, 4096000000 bytes", $"at most {Array.MaxLength} bytes"), (error.Received, error.Expected));
    }

    [Fact]
    public void Load_WithoutASize_SaysWhatToSet()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ImageFolder { Directory = _folder.Path }.Load());

        Assert.Equal("ImageFolder.Load: received no height or no width; expected both. Set Height and Width to the size that the network takes.", error.Message);
    }

    void Check(string folder, string received, string expected, string? where = null)
    {
        var error = Assert.Throws<DataException>(() => new ImageFolder { Directory = _folder.In(folder), Height = 10, Width = 12 }.Load());
        Assert.Equal((_folder.In(where ?? folder), received, expected), (error.Where, error.Received, error.Expected));
    }

    Dataset Load(double test = 0.2) => new ImageFolder { Directory = _folder.Path, Height = 10, Width = 12, TestFraction = test }.Load();

    static byte[] Pixels(Picture picture) => picture.Pixels.ToArray();

    static byte[] Image(ImageSet set, int index)
    {
        float[] pixels = new float[set.Shape.Length];
        set.WithRescale(1).CopyImage(index, pixels);
        return Array.ConvertAll(pixels, pixel => (byte)pixel);
    }

    static string[] Images(ImageSet set) => [.. Enumerable.Range(0, set.Count).Select(i => Convert.ToHexString(Image(set, i)))];

    sealed class Seen : IProgress<FolderProgress>
    {
        public List<FolderProgress> All { get; } = [];

        public void Report(FolderProgress value) => All.Add(value);
    }
}
