using System.Formats.Tar;
using System.Security.Cryptography;
using Krill.Data;
using Krill.Testing;

namespace Krill.Tests.Unit.Data;

/// <summary>From a server to a dataset in memory, by way of the cache.</summary>
public sealed class DatasetDownloadsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly Dictionary<string, byte[]> _files = new()
    {
        [IdxDataset.TrainImages] = IdxBytes.Gzip(IdxBytes.Images(3)),
        [IdxDataset.TrainLabels] = IdxBytes.Gzip(IdxBytes.Labels(5, 0, 4)),
        [IdxDataset.TestImages] = IdxBytes.Gzip(IdxBytes.Images(2)),
        [IdxDataset.TestLabels] = IdxBytes.Gzip(IdxBytes.Labels(7, 2)),
    };

    public void Dispose() => _folder.Dispose();

    DatasetOptions Options => new() { CacheDirectory = _folder.File("cache") };

    LoopbackServer Serve() => new(request =>
        _files.TryGetValue(request.Path, out byte[]? file) ? LoopbackServer.Serve(request, file) : new LoopbackServer.Reply(404, []));

    DatasetDownload Describe(LoopbackServer server, string name) =>
#pragma warning disable CA5351 // as the datasets' authors do
        new(name, [server.Url(name)], _files[name].Length, Convert.ToHexStringLower(MD5.HashData(_files[name])));
#pragma warning restore CA5351

    DatasetInfo Mnist(LoopbackServer server) =>
        Datasets.Find("mnist")! with { Downloads = [.. Datasets.Find("mnist")!.Files.Select(name => Describe(server, name))] };

    /// <summary>CIFAR-10 with 5 training images and 1 test image, as an archive like its authors'.</summary>
    DatasetInfo Cifar(LoopbackServer server, string? except = null)
    {
        const string name = "cifar-10-binary.tar.gz";
        DatasetInfo info = Datasets.Find("cifar10")! with { TrainCount = 5, TestCount = 1 };
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "cifar-10-batches-bin/"));
            Add(writer, "cifar-10-batches-bin/readme.html", "<html>"u8.ToArray());
            Add(writer, "../escaped.bin", [1]);
            foreach (string file in info.Files.Where(file => file != except))
            {
                byte[] record = new byte[3073];
                record[0] = (byte)file.Length;
                record[0] %= 10;
                Add(writer, "cifar-10-batches-bin/" + file, file.EndsWith(".txt", StringComparison.Ordinal) ? "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n"u8.ToArray() : record);
            }
        }

        _files[name] = IdxBytes.Gzip(tar.ToArray());
        return info with { Downloads = [Describe(server, name)] };
    }

    static void Add(TarWriter writer, string name, byte[] content) =>
        writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });

    sealed class Recorder : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Events { get; } = [];

        public void Report(DownloadProgress value) => Events.Add(value);
    }

    [Fact]
    public void Load_NothingThere_FetchesAllFilesOnce()
    {
        using LoopbackServer server = Serve();
        var recorder = new Recorder();
        Dataset dataset = Datasets.Load(Mnist(server), Options with { Progress = recorder });
        Assert.Equal([5, 0, 4], dataset.Train.Labels.ToArray());
        Assert.Equal(_files.Keys.Order(), Directory.GetFiles(_folder.File("cache/mnist")).Select(Path.GetFileName).Order()!);
        Assert.Equal(_files.Keys, recorder.Events.Select(progress => progress.File).Distinct());
        Assert.All(recorder.Events, progress => Assert.Equal(("mnist", _files[progress.File].Length), (progress.Dataset, progress.Total)));
        Assert.Equal(recorder.Events[^1].Total, recorder.Events[^1].Bytes);

        Datasets.Load(Mnist(server), Options);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public void Load_SomeFilesThere_FetchesTheOthers()
    {
        _folder.Write("cache/mnist/train-labels-idx1-ubyte", IdxBytes.Labels(1, 1, 1));
        using LoopbackServer server = Serve();
        Assert.Equal([1, 1, 1], Datasets.Load(Mnist(server), Options).Train.Labels.ToArray());
        Assert.DoesNotContain(IdxDataset.TrainLabels, server.Requests.Select(request => request.Path));
    }

    [Fact]
    public void Load_WrongChecksum_SaysSoAndLeavesNothing()
    {
        using LoopbackServer server = Serve();
        DatasetInfo info = Mnist(server);
        _files[IdxDataset.TrainImages][^1] ^= 1;
        var error = Assert.Throws<DataException>(() => Datasets.Load(info, Options));
        Assert.Equal("Dataset mnist", error.Where);
        Assert.Contains("received a file with MD5 ", error.Received, StringComparison.Ordinal);
        Assert.Contains("the built-in dataset digits", error.Cure, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.File("cache"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Load_NoNetwork_SaysWhatWasTriedAndOffersDigits()
    {
        using LoopbackServer server = Serve();
        DatasetInfo info = Mnist(server);
        Uri closed = new("http://127.0.0.1:1/x");
        info = info with { Downloads = [.. info.Downloads.Select(download => download with { Urls = [closed] })] };
        var error = Assert.Throws<DataException>(() => Datasets.Load(info, Options));
        Assert.StartsWith(
            $"no files in {_folder.File("cache/mnist")}, and none from the network (http://127.0.0.1:1/x: ", error.Received, StringComparison.Ordinal);
        Assert.Equal(
            $"Put these files into {_folder.File("cache/mnist")}, or name a directory that has them with --data or KRILL_DATA; "
            + "or use the built-in dataset digits, which needs no files.",
            error.Cure);
    }

    [Fact]
    public void Load_CacheCannotBeWritten_SaysSo()
    {
        _folder.Write("cache", [1]); // a file where the directory should be
        using LoopbackServer server = Serve();
        var error = Assert.Throws<DataException>(() => Datasets.Load(Mnist(server), Options));
        Assert.Equal(_folder.File("cache/mnist"), error.Where);
        Assert.StartsWith("an error of the system (", error.Received, StringComparison.Ordinal);
        Assert.StartsWith("a folder that can be written to, with room for ", error.Expected, StringComparison.Ordinal);
        Assert.Equal("Check its permissions and the disk, or set KRILL_DATA to another directory.", error.Cure);
    }

    [Fact]
    public void Load_Archive_IsUnpackedAndGone()
    {
        using LoopbackServer server = Serve();
        Dataset dataset = Datasets.Load(Cifar(server), Options);
        Assert.Equal((5, 1), (dataset.Train.Count, dataset.Test.Count));
        Assert.Equal("a", dataset.Train.ClassNames[0]);
        Assert.Equal(
            Datasets.Find("cifar10")!.Files.Order(),
            Directory.GetFiles(_folder.File("cache/cifar-10-batches-bin")).Select(Path.GetFileName).Order()!);
        Assert.Equal(["cifar-10-batches-bin"], Directory.GetFileSystemEntries(_folder.File("cache")).Select(Path.GetFileName));
        Assert.False(File.Exists(_folder.File("escaped.bin")));
    }

    [Fact]
    public async Task Load_ArchiveByTwoAtOnce_IsFetchedOnce()
    {
        using LoopbackServer server = Serve();
        DatasetInfo info = Cifar(server);
        Task<Dataset>[] all = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => Datasets.Load(info, Options)))];
        foreach (Task<Dataset> each in all)
        {
            Assert.Equal(5, (await each).Train.Count);
        }

        Assert.Single(server.Requests);
        Assert.Equal(["cifar-10-batches-bin"], Directory.GetFileSystemEntries(_folder.File("cache")).Select(Path.GetFileName));
    }

    [Fact]
    public void Load_ArchiveIntoAnIncompleteFolder_CompletesIt()
    {
        _folder.Write("cache/cifar-10-batches-bin/test_batch.bin", [1, 2, 3]);
        _folder.Write("cache/cifar-10-batches-bin/notes.txt", [1]);
        using LoopbackServer server = Serve();
        Assert.Equal(5, Datasets.Load(Cifar(server), Options).Train.Count);
        Assert.True(File.Exists(_folder.File("cache/cifar-10-batches-bin/notes.txt")));
    }

    [Fact]
    public void Load_ArchiveLacksAFile_NamesIt()
    {
        using LoopbackServer server = Serve();
        var error = Assert.Throws<DataException>(() => Datasets.Load(Cifar(server, except: "test_batch.bin"), Options));
        Assert.Equal("cifar-10-binary.tar.gz", error.Where);
        Assert.Equal("an archive without test_batch.bin", error.Received);
        Assert.False(Directory.Exists(_folder.File("cache/cifar-10-batches-bin")));
        Assert.DoesNotContain(Directory.GetDirectories(_folder.File("cache")), folder => folder.EndsWith(".part", StringComparison.Ordinal));
    }
}
