using Krill.Tests.PublicApi;

namespace Samples;

/// <summary>The fenced blocks of the documents that a reader copies code from.</summary>
static class Document
{
    const string Fence = "```";

    /// <summary>README.md and docs/*.md, by their path within the repository.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["README.md", .. Directory.GetFiles(Repository.PathOf("docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}").Order(StringComparer.Ordinal)];

    /// <summary>The blocks of a language, in the order of the document.</summary>
    public static IReadOnlyList<string> Blocks(string document, string language)
    {
        var blocks = new List<string>();
        List<string>? block = null;
        bool isWanted = false;
        foreach (string line in Repository.Read(document.Split('/')).Split('\n'))
        {
            if (!line.StartsWith(Fence, StringComparison.Ordinal))
            {
                block?.Add(line);
            }
            else if (block is null)
            {
                block = [];
                isWanted = line == Fence + language;
            }
            else
            {
                if (isWanted)
                {
                    blocks.Add(string.Join('\n', block));
                }

                block = null;
            }
        }

        return blocks;
    }
}
