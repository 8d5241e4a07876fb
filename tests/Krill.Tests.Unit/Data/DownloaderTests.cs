using System.Security.Cryptography;
using Krill.Data;
using Krill.Testing;

namespace Krill.Tests.Unit.Data;

public sealed class DownloaderTests : IDisposable
{
    static readonly DownloadPolicy s_policy = new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(1),
        LockPoll = TimeSpan.FromMilliseconds(5),
        StallTimeout = TimeSpan.FromSeconds(10),
        Attempts = 3,
    };

    static readonly byte[] s_content = [.. Enumerable.Range(0, 600_000).Select(i => (byte)CounterRandom.Bits(1, (ulong)i))];

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    string Target => _folder.File("file");

    string Part => _folder.File("file.part");

    static DatasetDownload Describe(params Uri[] urls) =>
#pragma warning disable CA5351 // as the datasets' authors do
        new("file", urls, s_content.Length, Convert.ToHexStringLower(MD5.HashData(s_content)));
#pragma warning restore CA5351

    IReadOnlyList<string> Fetch(DatasetDownload download, DownloadPolicy? policy = null, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        using var downloader = new Downloader(policy ?? s_policy);
        return downloader.FetchAsync(
            download, Part, () => File.Exists(Target), stream => File.Move(stream.Name, Target), progress ?? (_ => { }), cancellation).GetAwaiter().GetResult();
    }

    void AssertInstalled()
    {
        Assert.Equal(s_content, File.ReadAllBytes(Target));
        Assert.False(File.Exists(Part));
    }

    [Fact]
    public void Fetch_WholeFile_IsInstalledWithProgress()
    {
        using var server = new LoopbackServer(request => LoopbackServer.Serve(request, s_content));
        List<long> progress = [];
        Assert.Empty(Fetch(Describe(server.Url("a")), progress: progress.Add));
        AssertInstalled();
        Assert.Equal((0, s_content.Length), (progress[0], progress[^1]));
        Assert.Equal(progress.Order(), progress);
        Assert.True(progress.Count >= 4, "told every 256 KiB");
        Assert.Null(Assert.Single(server.Requests).From);
    }

    [Fact]
    public void Fetch_PartIsThere_GoesOnBehindIt()
    {
        _folder.Write("file.part", s_content[..1_000]);
        using var server = new LoopbackServer(request => LoopbackServer.Serve(request, s_content));
        List<long> progress = [];
        Assert.Empty(Fetch(Describe(server.Url("a")), progress: progress.Add));
        AssertInstalled();
        Assert.Equal(1_000, Assert.Single(server.Requests).From);
        Assert.Equal(1_000, progress[0]);
    }

    [Fact]
    public void Fetch_ConnectionBreaksOff_AsksForTheRest()
    {
        using var server = new LoopbackServer(request => LoopbackServer.Serve(request, s_content) with { CutAfter = request.From is null ? 200_000 : int.MaxValue });
        Assert.Empty(Fetch(Describe(server.Url("a"))));
        AssertInstalled();
        Assert.Equal(2, server.Requests.Count);
        Assert.InRange(server.Requests.Last().From!.Value, 1, 200_000);
    }

    [Fact]
    public void Fetch_ConnectionAlwaysBreaksOff_KeepsThePartForTheNextTime()
    {
        using (var broken = new LoopbackServer(request => LoopbackServer.Serve(request, s_content) with { CutAfter = 1_000 }))
        {
            string failure = Assert.Single(Fetch(Describe(broken.Url("a"))));
            Assert.Equal($"{broken.Url("a")}: broke off after 3000 of 600000 bytes", failure);
        }

        Assert.Equal(s_content[..3_000], File.ReadAllBytes(Part));
        using var server = new LoopbackServer(request => LoopbackServer.Serve(request, s_content));
        Assert.Empty(Fetch(Describe(server.Url("a"))));
        AssertInstalled();
        Assert.Equal(3_000, Assert.Single(server.Requests).From);
    }

    [Fact]
    public void Fetch_WrongChecksum_RemovesTheFileAndSaysBoth()
    {
        byte[] other = [.. s_content];
        other[^1] ^= 1;
        using var server = new LoopbackServer(request => LoopbackServer.Serve(request, other));
        string failure = Assert.Single(Fetch(Describe(server.Url("a"))));
        Assert.Matches("^http://127.0.0.1:[0-9]+/a: received a file with MD5 [0-9a-f]{32}, expected [0-9a-f]{32}$", failure);
        Assert.EndsWith(Describe().Md5, failure, StringComparison.Ordinal);
        Assert.Single(server.Requests);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Fetch_WrongChecksum_TriesTheNextServer()
    {
        using var wrong = new LoopbackServer(_ => new LoopbackServer.Reply(200, new byte[s_content.Length]));
        using var right = new LoopbackServer(request => LoopbackServer.Serve(request, s_content));
        Assert.Empty(Fetch(Describe(wrong.Url("a"), right.Url("b"))));
        AssertInstalled();
    }

    [Fact]
    public void Fetch_PartOfAnotherFile_IsFetchedAnew()
    {
        _folder.Write("file.part", new byte[1_000]);
        using var server = new LoopbackServer(request => LoopbackServer.Serve(request, s_content));
        Assert.Empty(Fetch(Describe(server.Url("a"))));
        AssertInstalled();
        Assert.Equal([1_000, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public void Fetch_WholePart_IsOnlyChecked()
    {
        _folder.Write("file.part", s_content);
        using var server = new LoopbackServer(_ => new LoopbackServer.Reply(500, []));
        Assert.Empty(Fetch(Describe(server.Url("a"))));
        AssertInstalled();
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Fetch_PartLongerThanTheFile_IsFetchedAnew()
    {
        _folder.Write("file.part", [.. s_content, 1, 2, 3]);
        using var server = new LoopbackServer(request => LoopbackServer.Serve(request, s_content));
        Assert.Empty(Fetch(Describe(server.Url("a"))));
        AssertInstalled();
        Assert.Null(Assert.Single(server.Requests).From);
    }

    [Fact]
    public void Fetch_ServerIgnoresRange_StartsAnew()
    {
        _folder.Write("file.part", s_content[..1_000]);
        using var server = new LoopbackServer(_ => new LoopbackServer.Reply(200, s_content));
        Assert.Empty(Fetch(Describe(server.Url("a"))));
        AssertInstalled();
    }

    [Fact]
    public void Fetch_ServerRefusesRange_StartsAnew()
    {
        _folder.Write("file.part", s_content[..1_000]);
        using var server = new LoopbackServer(request => request.From is null ? new LoopbackServer.Reply(200, s_content) : new LoopbackServer.Reply(416, []));
        Assert.Empty(Fetch(Describe(server.Url("a"))));
        AssertInstalled();
        Assert.Equal([1_000, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public void Fetch_NotFound_TriesTheNextServer()
    {
        using var server = new LoopbackServer(request => request.Path == "b" ? LoopbackServer.Serve(request, s_content) : new LoopbackServer.Reply(404, []));
        Assert.Empty(Fetch(Describe(server.Url("a"), server.Url("b"))));
        AssertInstalled();
        Assert.Equal(["a", "b"], server.Requests.Select(request => request.Path));
    }

    [Fact]
    public void Fetch_AllServersFail_SaysWhyEachDid()
    {
        using var server = new LoopbackServer(request => request.Path == "a" ? new LoopbackServer.Reply(404, []) : new LoopbackServer.Reply(200, new byte[10]));
        Uri closed = new("http://127.0.0.1:1/c");
        IReadOnlyList<string> failures = Fetch(Describe(server.Url("a"), server.Url("b"), closed));
        Assert.Equal(3, failures.Count);
        Assert.Equal($"{server.Url("a")}: status 404", failures[0]);
        Assert.Equal($"{server.Url("b")}: offers 10 bytes, expected 600000", failures[1]);
        Assert.StartsWith("http://127.0.0.1:1/c: ", failures[2], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Fetch_SilentServer_IsGivenUp()
    {
        using var server = new LoopbackServer(request => LoopbackServer.Serve(request, s_content) with { CutAfter = 500, Linger = TimeSpan.FromSeconds(30) });
        string failure = Assert.Single(Fetch(Describe(server.Url("a")), s_policy with { StallTimeout = TimeSpan.FromMilliseconds(100), Attempts = 2 }));
        Assert.Equal($"{server.Url("a")}: silent for 0.1 s", failure);
        Assert.False(File.Exists(Target));
    }

    // A busy machine may be silent itself for a tenth of a second, hence the many attempts: one that is heard is enough,
    // and only one that goes on behind its bytes gets the rest.
    [Fact]
    public void Fetch_ServerFallsSilent_GoesOnBehindWhatCame()
    {
        using var server = new LoopbackServer(request => request.From is null
            ? LoopbackServer.Serve(request, s_content) with { CutAfter = 500, Linger = TimeSpan.FromSeconds(30) }
            : LoopbackServer.Serve(request, s_content));
        Assert.Empty(Fetch(Describe(server.Url("a")), s_policy with { StallTimeout = TimeSpan.FromMilliseconds(100), Attempts = 100 }));
        AssertInstalled();
        Assert.Equal(500, server.Requests.First(request => request.From is not null).From);
    }

    [Fact]
    public void Fetch_Cancelled_KeepsThePart()
    {
        using var server = new LoopbackServer(request => LoopbackServer.Serve(request, s_content) with { CutAfter = 300_000, Linger = TimeSpan.FromSeconds(30) });
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Fetch(
            Describe(server.Url("a")),
            progress: bytes =>
            {
                if (bytes >= 1 << 18)
                {
                    cancel.Cancel();
                }
            },
            cancellation: cancel.Token));
        byte[] part = File.ReadAllBytes(Part);
        Assert.InRange(part.Length, 1 << 18, 300_000);
        Assert.Equal(s_content[..part.Length], part);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task Fetch_SeveralAtOnce_OneFetchesAndTheOthersWait()
    {
        using var server = new LoopbackServer(request => LoopbackServer.Serve(request, s_content) with { Linger = TimeSpan.FromMilliseconds(50) });
        DatasetDownload download = Describe(server.Url("a"));
        Task<IReadOnlyList<string>>[] all = [.. Enumerable.Range(0, 6).Select(_ => Task.Run(() => Fetch(download)))];
        foreach (Task<IReadOnlyList<string>> each in all)
        {
            Assert.Empty(await each);
        }

        AssertInstalled();
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Fetch_SeveralAtOnceWithABrokenServer_NobodyInstallsRubbish()
    {
        int asked = 0;
        using var server = new LoopbackServer(request => LoopbackServer.Serve(request, s_content) with { CutAfter = Interlocked.Increment(ref asked) < 8 ? 50_000 : int.MaxValue });
        DatasetDownload download = Describe(server.Url("a"));
        Task<IReadOnlyList<string>>[] all = [.. Enumerable.Range(0, 6).Select(_ => Task.Run(() => Fetch(download)))];
        await Task.WhenAll(all);
        AssertInstalled();
    }
}
