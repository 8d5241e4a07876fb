using Krill.Testing;

namespace Krill.Tests.Unit.Documentation;

public class ReadmeTests
{
    [Fact]
    public void Readme_PrintedSummary_IsWhatTheSamplePrints()
    {
        string readme = File.ReadAllText(Path.Combine(Root(), "README.md"));

        string[] printed = [.. SeedNetworks.Example9568().Summary(50).Trim().Split('\n').Select(line => line.TrimEnd())];

        Assert.Contains($"```text\n{string.Join('\n', printed)}\n```", readme, StringComparison.Ordinal);
    }

    static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Krill.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory}: received a folder outside the repository; expected one within it.");
    }
}
