using System.Text.RegularExpressions;
using Krill.Results;

namespace Krill.Tests.Unit.Documentation;

/// <summary>docs/architecture.md and docs/decisions speak of files and folders that are there.</summary>
public sealed partial class ArchitectureTests
{
    static readonly string s_root = Repository.Containing(AppContext.BaseDirectory).Root;

    [Fact]
    public void Architecture_FilesAndFolders_AreThere()
    {
        string[] named = [.. Code().Matches(Text("architecture.md")).Select(match => match.Groups[1].Value)];
        string[] paths = [.. named.Where(word => word.StartsWith("src/", StringComparison.Ordinal) && !word.Contains('*'))];
        string[] files = [.. named.Where(word => !word.Contains('/') && word.EndsWith(".cs", StringComparison.Ordinal) && !word.Contains('<'))];

        Assert.True(paths.Length > 15, "the page names the files of a step");
        Assert.Equal([], paths.Where(path => !Path.Exists(Path.Combine(s_root, path))));

        // Those without a folder are the convolution's.
        Assert.Equal([], files.Where(file => !File.Exists(Path.Combine(s_root, "src/Krill.Kernels/Convolution", file))));
    }

    [Theory]
    [InlineData("src/Krill")]
    [InlineData("src/Krill.Kernels")]
    public void Architecture_NamesEveryFolder(string project)
    {
        string text = Text("architecture.md");

        IEnumerable<string> folders = Directory.EnumerateDirectories(Path.Combine(s_root, project)).Select(path => Path.GetFileName(path)!);

        Assert.Equal([], folders.Where(folder => folder is not ("bin" or "obj") && !text.Contains($"`{folder}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Decisions_AreListedAndNumbered()
    {
        string list = Text("decisions/README.md");
        string[] pages = [.. Directory.EnumerateFiles(Path.Combine(s_root, "docs/decisions"), "0*.md").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

        for (int i = 0; i < pages.Length; i++)
        {
            string title = Text($"decisions/{pages[i]}").Split('\n')[0];
            Assert.StartsWith($"{i + 1:0000}-", pages[i], StringComparison.Ordinal);
            Assert.StartsWith($"# {i + 1}. ", title, StringComparison.Ordinal);
            Assert.Contains($"{title[2..title.IndexOf(' ', 2)]} [{title[(title.IndexOf(' ', 2) + 1)..]}]({pages[i]})", list, StringComparison.Ordinal);
        }
    }

    static string Text(string page) => File.ReadAllText(Path.Combine(s_root, "docs", page));

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();
}
