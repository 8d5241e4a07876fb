namespace Krill.Planning;

/// <summary>Places blocks in one memory so that blocks that live at the same time do not overlap.</summary>
/// <remarks>
/// One after the other at the lowest place that is free while it lives: the largest first, or those first that take most room for longest, whichever comes out shorter. A
/// greedy rule, within a few percent of the lower bound (the most that lives at one time) on chains of layers; either order alone is off by more on some.
/// </remarks>
internal static class IntervalPacker
{
    /// <summary>Sets the offset of each block.</summary>
    /// <returns>The length of the memory.</returns>
    public static long Pack(IReadOnlyList<Block> blocks)
    {
        Block[] bySize = [.. blocks.OrderByDescending(block => block.Length).ThenBy(block => block.First)];
        Block[] byArea = [.. bySize.OrderByDescending(block => block.Length * ((long)block.Last - block.First + 1))];
        long first = Place(bySize), second = Place(byArea);
        return second < first ? second : Place(bySize);
    }

    static long Place(IReadOnlyList<Block> blocks)
    {
        var placed = new List<Block>();
        foreach (Block block in blocks)
        {
            long offset = 0;
            foreach (Block other in placed.Where(other => other.First <= block.Last && block.First <= other.Last).OrderBy(other => other.Offset))
            {
                if (other.Offset >= offset + block.Length)
                {
                    break;
                }

                offset = Math.Max(offset, other.Offset + other.Length);
            }

            block.Offset = offset;
            placed.Add(block);
        }

        return placed.Select(block => block.Offset + block.Length).DefaultIfEmpty().Max();
    }

    /// <summary>Something that needs memory from one time to another, both included.</summary>
    internal sealed class Block(int first, int last, long length)
    {
        public int First { get; } = first;

        public int Last { get; } = last;

        public long Length { get; } = length;

        public long Offset { get; set; }
    }
}
