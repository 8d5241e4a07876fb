namespace Krill.Charts;

/// <summary>Leaves out points of a line that share a column of pixels with others, but for the first, the least, the greatest and the last: the line looks the same.</summary>
internal static class LineThinning
{
    public static List<(double X, double Y)> Thin(List<(double X, double Y)> line)
    {
        var kept = new List<(double X, double Y)>();
        for (int from = 0; from < line.Count;)
        {
            int end = from, least = from, greatest = from;
            for (; end < line.Count && Math.Floor(line[end].X) == Math.Floor(line[from].X); end++)
            {
                least = line[end].Y < line[least].Y ? end : least;
                greatest = line[end].Y > line[greatest].Y ? end : greatest;
            }

            foreach (int i in new SortedSet<int> { from, least, greatest, end - 1 })
            {
                kept.Add(line[i]);
            }

            from = end;
        }

        return kept;
    }
}
