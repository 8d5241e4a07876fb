using Krill.Data;
using Krill.Testing;

namespace Krill.Tests.Unit.Data;

public sealed class DatasetsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Small files of MNIST's kind: three training images, two test images.</summary>
    void WriteMnist(string folder, bool zipped = true, string? except = null)
    {
        Dictionary<string, byte[]> files = new()
        {
            ["train-images-idx3-ubyte"] = IdxBytes.Images(3),
            ["train-labels-idx1-ubyte"] = IdxBytes.Labels(5, 0, 4),
            ["t10k-images-idx3-ubyte"] = IdxBytes.Images(2),
            ["t10k-labels-idx1-ubyte"] = IdxBytes.Labels(7, 2),
        };
        foreach ((string name, byte[] bytes) in files.Where(file => file.Key != except))
        {
            _folder.Write(Path.Combine(folder, zipped ? name + ".gz" : name), zipped ? IdxBytes.Gzip(bytes) : bytes);
        }
    }

    DatasetOptions Offline(string? directory = null) => new()
    {
        AllowDownload = false,
        CacheDirectory = _folder.File("cache"),
        Directory = directory is null ? null : _folder.File(directory),
    };

    [Theory]
    [InlineData("MNIST", "mnist")]
    [InlineData("fashion_mnist", "fashion-mnist")]
    [InlineData("CIFAR-10", "cifar10")]
    [InlineData("cifar100-Coarse", "cifar100-coarse")]
    [InlineData("digits", "digits")]
    public void Find_WrittenOtherwise_FindsIt(string written, string name) => Assert.Equal(name, Datasets.Find(written)?.Name);

    [Theory]
    [InlineData("fasion", "Did you mean fashion-mnist?")]
    [InlineData("cifar", "Did you mean cifar10 or cifar100?")]
    [InlineData("cifar100-corse", "Did you mean cifar100-coarse?")]
    [InlineData("mnits", "Did you mean mnist?")]
    [InlineData("imagenet", "Images of your own become an ImageSet.")]
    public void Load_UnknownName_OffersTheNearOnes(string name, string cure)
    {
        var error = Assert.Throws<ArgumentException>(() => Datasets.Load(name));
        Assert.Equal(
            $"Dataset: received the name \"{name}\"; expected one of mnist, fashion-mnist, cifar10, cifar100, cifar100-coarse, digits. {cure} (Parameter 'name')",
            error.Message);
    }

    [Fact]
    public void All_Entries_AgreeWithThemselves()
    {
        Assert.Equal(["mnist", "fashion-mnist", "cifar10", "cifar100", "cifar100-coarse", "digits"], Datasets.All.Select(info => info.Name));
        foreach (DatasetInfo info in Datasets.All)
        {
            Assert.Equal(info.Files.Count == 0, info.Downloads.Count == 0);
            foreach (DatasetDownload download in info.Downloads)
            {
                Assert.Matches("^[0-9a-f]{32}$", download.Md5);
                Assert.NotEmpty(download.Urls);
                Assert.All(download.Urls, url => Assert.EndsWith("/" + download.Name, url.AbsolutePath, StringComparison.Ordinal));
                Assert.True(download.IsArchive || info.Files.Contains(download.Name));
            }
        }
    }

    [Theory]
    [InlineData("own", "own", true)]
    [InlineData("own", "own", false)]
    [InlineData("own/mnist", "own", true)]
    [InlineData("cache/mnist", null, true)]
    public void Load_FilesInAnyPlace_AreRead(string folder, string? directory, bool zipped)
    {
        WriteMnist(folder, zipped);
        Dataset dataset = Datasets.Load("mnist", Offline(directory));
        Assert.Equal("mnist", dataset.Name);
        Assert.Equal([5, 0, 4], dataset.Train.Labels.ToArray());
        Assert.Equal([7, 2], dataset.Test.Labels.ToArray());
        Assert.Equal(new ImageShape(28, 28, 1), dataset.Test.Shape);
        Assert.Equal(10, dataset.Train.Classes);
        var image = new float[784];
        dataset.Train.CopyImage(1, image);
        Assert.Equal(784 * 7 % 256 * (1 / 255f), image[0]);
    }

    [Fact]
    public void Load_DirectoryAndCache_TheDirectoryComesFirst()
    {
        WriteMnist("cache/mnist");
        WriteMnist("own");
        _folder.Write("own/train-labels-idx1-ubyte.gz", IdxBytes.Labels(9, 9, 9));
        Assert.Equal([9, 9, 9], Datasets.Load("mnist", Offline("own")).Train.Labels.ToArray());
    }

    [Fact]
    public void Load_DirectoryWithoutIt_FallsBackToTheCache()
    {
        WriteMnist("cache/mnist");
        Directory.CreateDirectory(_folder.File("own"));
        Assert.Equal(3, Datasets.Load("mnist", Offline("own")).Train.Count);
    }

    [Fact]
    public void Load_Counts_TakeTheFirstImages()
    {
        WriteMnist("own");
        Dataset dataset = Datasets.Load("mnist", Offline("own") with { TrainCount = 2, TestCount = 1 });
        Assert.Equal([5, 0], dataset.Train.Labels.ToArray());
        Assert.Equal([7], dataset.Test.Labels.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60_001)]
    public void Load_CountOutside_IsRefused(int count)
    {
        var error = Assert.Throws<ArgumentException>(() => Datasets.Load("mnist", Offline() with { TrainCount = count }));
        Assert.Equal($"Dataset mnist: received a wish for {count} training images; expected 1 to 60000. Leave it out for all.", error.Message);
    }

    [Fact]
    public void Load_NoFilesAndNoDownload_SaysWhereToPutThemAndOffersDigits()
    {
        Directory.CreateDirectory(_folder.File("own"));
        var error = Assert.Throws<DataException>(() => Datasets.Load("mnist", Offline("own")));
        string own = _folder.File("own"), cache = _folder.File("cache/mnist");
        const string files = "train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz";
        Assert.Equal(
            $"Dataset mnist: received no files in {own} or {own}/mnist or {cache}, and none from the network (downloads are switched off); "
            + $"expected {files} there, or a server to fetch them from. "
            + $"Put these files into {cache}, or name a directory that has them with --data or KRILL_DATA; "
            + "or use the built-in dataset digits, which needs no files.",
            error.Message);
    }

    [Fact]
    public void Load_OneFileMissing_NamesIt()
    {
        WriteMnist("own", except: "t10k-labels-idx1-ubyte");
        var error = Assert.Throws<DataException>(() => Datasets.Load("mnist", Offline("own")));
        Assert.Equal(_folder.File("own"), error.Where);
        Assert.Equal("a folder without t10k-labels-idx1-ubyte.gz", error.Received);
        Assert.StartsWith("all files of mnist: train-images", error.Expected, StringComparison.Ordinal);
        Assert.Equal("Add what is missing.", error.Cure);
    }

    [Fact]
    public void Load_NoSuchDirectory_SaysSo()
    {
        var error = Assert.Throws<DataException>(() => Datasets.Load("mnist", Offline("typo")));
        Assert.Equal($"{_folder.File("typo")}: received no such directory; expected one with the files of mnist. Check the path, or leave it out.", error.Message);
    }

    [Fact]
    public void Load_CountsDisagree_NamesBothFiles()
    {
        WriteMnist("own");
        _folder.Write("own/train-labels-idx1-ubyte.gz", IdxBytes.Labels(1, 2));
        var error = Assert.Throws<DataException>(() => Datasets.Load("mnist", Offline("own")));
        Assert.Equal(
            $"{_folder.File("own/train-images-idx3-ubyte.gz")}: received 3 images, and 2 labels in train-labels-idx1-ubyte.gz; "
            + "expected as many labels as images. Use the two files of the same part of the same dataset.",
            error.Message);
    }

    [Fact]
    public void Load_ImagesOfAnotherShape_AreRefused()
    {
        WriteMnist("own");
        _folder.Write("own/t10k-images-idx3-ubyte.gz", IdxBytes.Images(2, 32, 32));
        var error = Assert.Throws<DataException>(() => Datasets.Load("mnist", Offline("own")));
        Assert.Equal(("images of 32×32×1", "28×28×1, the shape of mnist"), (error.Received, error.Expected));
    }

    [Fact]
    public void Load_DottedNames_AreReadToo()
    {
        WriteMnist("own", zipped: false);
        File.Move(_folder.File("own/train-images-idx3-ubyte"), _folder.File("own/train-images.idx3-ubyte"));
        Assert.Equal(3, Datasets.Load("mnist", Offline("own")).Train.Count);
    }
}
