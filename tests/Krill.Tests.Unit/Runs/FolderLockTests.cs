using Krill.Files;
using Krill.Runs;

namespace Krill.Tests.Unit.Runs;

public sealed class FolderLockTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Hold_FilesThatAKilledProcessLeft_AreDeleted()
    {
        string[] kept = ["checkpoint.safetensors", ".notes.tmp", ".a.0123.tmp", "x.0123456789abcdef0123456789abcdef.tmp"];
        string[] left = [Aside(""), Aside("member-01")];
        foreach (string name in kept)
        {
            AtomicFile.WriteText(_folder[name], "x");
        }

        using IDisposable held = FolderLock.Hold(Path.GetDirectoryName(_folder["x"])!);

        Assert.All(left, path => Assert.False(File.Exists(path)));
        Assert.All(kept, name => Assert.True(File.Exists(_folder[name])));
    }

    [Fact]
    public void Hold_FolderOfAnotherProcess_TouchesNothing()
    {
        string folder = Path.GetDirectoryName(_folder["x"])!;
        Directory.CreateDirectory(folder);
        using IDisposable held = FolderLock.Hold(folder);
        string written = Aside("");

        Assert.Throws<IOException>(() => FolderLock.Hold(folder));

        Assert.True(File.Exists(written));
    }

    /// <summary>The name that a file has while it is written, taken from the writing of one.</summary>
    string Aside(string folder)
    {
        string path = "";
        AtomicFile.Write(_folder[Path.Combine(folder, "last.safetensors")], stream => path = ((FileStream)stream).Name);
        AtomicFile.WriteText(path, "half");
        return path;
    }
}
