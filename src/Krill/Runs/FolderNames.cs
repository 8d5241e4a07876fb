using System.Globalization;
using Krill.Data;

namespace Krill.Runs;

/// <summary>Folders that hold what a command made: names for new ones in <c>runs</c>, and paths of those that are there.</summary>
internal static class FolderNames
{
    /// <summary>Claims the first free one of NAMES-TIME, NAMES-TIME-2 and so on.</summary>
    /// <param name="names">What the name is made of.</param>
    /// <param name="time">When it starts.</param>
    /// <param name="tryClaim">Claims a folder; null where it is taken.</param>
    public static T Claim<T>(IEnumerable<string> names, DateTimeOffset time, Func<string, T?> tryClaim)
        where T : class
    {
        string name = $"{string.Join('-', names.Select(Plain))}-{time.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        for (int number = 1; ; number++)
        {
            string free = Path.Combine("runs", number == 1 ? name : $"{name}-{number}");
            if (!Directory.Exists(free) && tryClaim(free) is { } claimed)
            {
                return claimed;
            }
        }
    }

    /// <summary>The full path of a folder that holds a file.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="file">What tells that it is one of its kind.</param>
    /// <param name="kind">What it is, as "a run".</param>
    /// <param name="command">What makes one.</param>
    /// <exception cref="DataException">It is not there, or is no folder of its kind.</exception>
    public static string PathOf(string directory, string file, string kind, string command)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        string path = Path.GetFullPath(directory);
        if (File.Exists(Path.Combine(path, file)))
        {
            return path;
        }

        string received = Directory.Exists(path) ? $"a folder without {file}" : File.Exists(path) ? "a file" : "no folder";
        throw new DataException(path, received, $"the folder of {kind}", $"{command} makes one and prints its path.");
    }

    static string Plain(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).Trim('-', '.') is { Length: > 0 } plain ? plain : "run";
}
