using System.Globalization;

namespace Krill.Cli.Commands;

/// <summary>Names for the folders of runs: the recipe and the time, so that they sort.</summary>
internal static class RunNames
{
    const string Parent = "runs";

    /// <summary>The path of a folder that is not there yet.</summary>
    public static string Next(string recipe, DateTimeOffset now)
    {
        string name = Path.Combine(Parent, string.Create(CultureInfo.InvariantCulture, $"{recipe}-{now:yyyyMMdd-HHmmss}"));
        string path = name;
        for (int i = 2; Path.Exists(path); i++)
        {
            path = $"{name}-{i}";
        }

        return path;
    }
}
