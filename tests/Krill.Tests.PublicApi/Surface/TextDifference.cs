using System.Text;

namespace Krill.Tests.PublicApi.Surface;

/// <summary>The first lines that differ between two texts.</summary>
static class TextDifference
{
    const int MostLines = 12;

    /// <summary>The lines that only one of the texts has, an expected one behind "-" and a received one behind "+"; empty when the texts are equal.</summary>
    public static string Between(string expected, string received)
    {
        if (expected == received)
        {
            return "";
        }

        string[] left = expected.Split('\n'), right = received.Split('\n');
        int first = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        string[] gone = [.. Missing(left[first..], right[first..])], added = [.. Missing(right[first..], left[first..])];
        var text = new StringBuilder($"from line {first + 1} on:");
        foreach (string line in gone.Take(MostLines).Select(line => $"- {line}").Concat(added.Take(MostLines).Select(line => $"+ {line}")))
        {
            text.Append('\n').Append(line);
        }

        int more = gone.Length + added.Length - Math.Min(gone.Length, MostLines) - Math.Min(added.Length, MostLines);
        return text.Append(more > 0 ? $"\n… and {more} more." : "").ToString();
    }

    /// <summary>The lines of one text that the other has not, or not as often; a change of order leaves none.</summary>
    static IEnumerable<string> Missing(string[] lines, string[] others)
    {
        Dictionary<string, int> left = others.GroupBy(line => line).ToDictionary(group => group.Key, group => group.Count());
        foreach (string line in lines)
        {
            left[line] = left.GetValueOrDefault(line) - 1;
            if (left[line] < 0)
            {
                yield return line;
            }
        }
    }
}
