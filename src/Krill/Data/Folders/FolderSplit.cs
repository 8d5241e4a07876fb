namespace Krill.Data;

/// <summary>Divides the pictures of a folder at random, class by class.</summary>
/// <remarks>
/// Each class gives its share, rounded, and at least one picture to either part, however few it has: with little data, a class without test pictures would go
/// unnoticed. Which ones depends on the seed and on how many there are, not on the run: runs with other seeds can be compared and averaged.
/// </remarks>
internal static class FolderSplit
{
    const ulong Stream = 0x464F4C44455200; // "FOLDER"

    /// <summary>Both parts, in the order of the pictures.</summary>
    /// <param name="pictures">The pictures, at least two of each class.</param>
    /// <param name="fraction">The share of the second part, between 0 and 1, both excluded.</param>
    /// <param name="seed">Which of the possible divisions.</param>
    /// <param name="leastKept">How many of a class stay in the first part however great the share is, where the class has more than that.</param>
    public static (PictureFile[] Kept, PictureFile[] Taken) Divide(IReadOnlyList<PictureFile> pictures, double fraction, ulong seed, int leastKept = 1)
    {
        bool[] isTaken = new bool[pictures.Count];
        foreach (IGrouping<int, int> members in Enumerable.Range(0, pictures.Count).GroupBy(i => pictures[i].Label))
        {
            int[] order = [.. members];
            CounterRandom.Shuffle(CounterRandom.Key(seed, Stream + (ulong)members.Key), order);
            int count = Math.Clamp((int)Math.Round(order.Length * fraction), 1, Math.Max(1, order.Length - leastKept));
            foreach (int member in order.AsSpan(0, count))
            {
                isTaken[member] = true;
            }
        }

        return ([.. pictures.Where((_, i) => !isTaken[i])], [.. pictures.Where((_, i) => isTaken[i])]);
    }
}
