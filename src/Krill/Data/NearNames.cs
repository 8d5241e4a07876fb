namespace Krill.Data;

/// <summary>Finds what a user may have meant by a name that nobody knows.</summary>
internal static class NearNames
{
    /// <summary>The known names that begin like it up to typing errors, one in three letters; the nearest first.</summary>
    public static IReadOnlyList<string> Of(string received, IEnumerable<string> known)
    {
        string name = Plain(received);
        (string Name, int Distance)[] near = [.. known
            .Select(candidate => (candidate, distance: PrefixDistance(name, Plain(candidate))))
            .Where(pair => name.Length > 0 && pair.distance <= name.Length / 3)
            .OrderBy(pair => pair.distance)];

        // Of a name and its variants (convnet, convnet-augmented) the name itself is meant, unless a variant is nearer.
        return [.. near
            .Where(pair => !near.Any(other => pair.Name.StartsWith(other.Name + "-", StringComparison.Ordinal) && other.Distance <= pair.Distance))
            .Select(pair => pair.Name)];
    }

    /// <summary>A name without what people write differently: case, hyphens, underscores and spaces.</summary>
    public static string Plain(string name) =>
        string.Concat(name.Where(c => c is not ('-' or '_' or ' ')).Select(char.ToLowerInvariant));

    /// <summary>
    /// Insertions, deletions, replacements and swaps of neighbours from one text to the nearest beginning of the other (Damerau, 1964, each letter
    /// touched once).
    /// </summary>
    static int PrefixDistance(string from, string to)
    {
        int[] previous = [.. Enumerable.Range(0, to.Length + 1)];
        int[] current = new int[to.Length + 1];
        int[] earlier = new int[to.Length + 1];
        for (int i = 0; i < from.Length; i++)
        {
            current[0] = i + 1;
            for (int j = 0; j < to.Length; j++)
            {
                int replaced = previous[j] + (from[i] == to[j] ? 0 : 1);
                current[j + 1] = Math.Min(replaced, Math.Min(previous[j + 1], current[j]) + 1);
                if (i > 0 && j > 0 && from[i] == to[j - 1] && from[i - 1] == to[j])
                {
                    current[j + 1] = Math.Min(current[j + 1], earlier[j - 1] + 1);
                }
            }

            (earlier, previous, current) = (previous, current, earlier);
        }

        return previous.Min();
    }
}
