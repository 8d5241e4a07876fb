namespace Krill.Training;

/// <summary>The names of precisions on the command line and in run folders.</summary>
internal static class Precisions
{
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<Precision>().Select(Name)];

    public static string Name(Precision precision) => precision.ToString().ToLowerInvariant();

    /// <summary>The precision of a name in any case; null for another name.</summary>
    public static Precision? Parse(string name) => Enum.GetValues<Precision>().Cast<Precision?>()
        .FirstOrDefault(precision => string.Equals(Name(precision!.Value), name, StringComparison.OrdinalIgnoreCase));
}
