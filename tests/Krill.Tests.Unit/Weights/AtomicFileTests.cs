using Krill.Files;

namespace Krill.Tests.Unit.Weights;

public sealed class AtomicFileTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_DiskThatFillsUp_LeavesTheOldFileAndNothingElse()
    {
        AtomicFile.WriteText(_folder["a"], "old");

        var error = Assert.Throws<IOException>(() => AtomicFile.Write(_folder["a"], stream =>
        {
            stream.Write("half"u8);
            stream.Flush();
            throw new IOException("No space left on device");
        }));

        Assert.Contains($"{_folder["a"]}: received \"No space left on device\" when writing it; expected", error.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(_folder["a"]));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Write_ErrorOfTheWriter_ComesThroughAndLeavesNothing()
    {
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["a"], _ => throw new InvalidOperationException()));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Write_UntilTheEnd_ThePathHasTheOldFile()
    {
        AtomicFile.WriteText(_folder["a"], "old");
        AtomicFile.Write(_folder["a"], stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(_folder["a"]));
        });
        Assert.Equal("new", File.ReadAllText(_folder["a"]));
    }

    [Fact]
    public void Write_NotToReplace_IsAnErrorWhereThereIsAFile()
    {
        AtomicFile.WriteText(_folder["a"], "first", replace: false);
        Assert.Throws<IOException>(() => AtomicFile.WriteText(_folder["a"], "second", replace: false));
        Assert.Equal("first", File.ReadAllText(_folder["a"]));
    }

    [Fact]
    public void Write_FolderThatIsNotThere_IsMade()
    {
        AtomicFile.WriteText(_folder["b/c/a"], "text");
        Assert.Equal("text", File.ReadAllText(_folder["b/c/a"]));
    }

    // In a container every start has the same process number: a name made of it and a count was taken by what a killed process had left.
    [Fact]
    public void Write_WhatAKilledProcessLeft_IsNeitherInTheWayNorRemoved()
    {
        string[] left = [.. Enumerable.Range(1, 2000).Select(count => _folder[$".a.{Environment.ProcessId}-{count}.tmp"])];
        Assert.All(left, path => File.Create(path).Dispose());

        AtomicFile.WriteText(_folder["a"], "new");

        Assert.Equal("new", File.ReadAllText(_folder["a"]));
        Assert.All(left, path => Assert.True(File.Exists(path)));
        Assert.Equal(left.Length + 1, Directory.GetFiles(_folder.Path).Length);
    }
}
