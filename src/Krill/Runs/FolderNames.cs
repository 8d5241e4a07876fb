using System.Globalization;

namespace Krill.Runs;

/// <summary>Names for new folders in <c>runs</c>.</summary>
internal static class FolderNames
{
    /// <summary>The folder that they are in.</summary>
    public const string Parent = "runs";

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
            string free = Path.Combine(Parent, number == 1 ? name : $"{name}-{number}");
            if (!Directory.Exists(free) && tryClaim(free) is { } claimed)
            {
                return claimed;
            }
        }
    }

    static string Plain(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).Trim('-', '.') is { Length: > 0 } plain ? plain : "run";
}
