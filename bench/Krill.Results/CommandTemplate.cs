using System.Globalization;
using System.Text.RegularExpressions;

namespace Krill.Results;

/// <summary>A command with places that are filled in run by run: <c>{1..10}</c> counts, <c>{a,b}</c> lists. Several places give every combination.</summary>
internal sealed partial class CommandTemplate
{
    public CommandTemplate(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            throw new UsageException("no command; expected one behind --.");
        }

        Text = string.Join(' ', words.Select(Quote));
        Commands = [.. Expand(words, 0)];
    }

    /// <summary>The command with its places, as one would type it; places stand in quotes, so that no shell fills them in.</summary>
    public string Text { get; }

    /// <summary>The commands to run, each a list of words.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Commands { get; }

    /// <summary>A command as one would type it.</summary>
    public static string Show(IReadOnlyList<string> words) => string.Join(' ', words.Select(Quote));

    static IEnumerable<IReadOnlyList<string>> Expand(IReadOnlyList<string> words, int index)
    {
        if (index == words.Count)
        {
            yield return [];
            yield break;
        }

        foreach (string word in Expand(words[index]))
        {
            foreach (IReadOnlyList<string> rest in Expand(words, index + 1))
            {
                yield return [word, .. rest];
            }
        }
    }

    static IEnumerable<string> Expand(string word)
    {
        Match place = Place().Match(word);
        if (!place.Success)
        {
            return [word];
        }

        string before = word[..place.Index], behind = word[(place.Index + place.Length)..];
        return Choices(place).SelectMany(choice => Expand(behind).Select(rest => before + choice + rest));
    }

    static IEnumerable<string> Choices(Match place)
    {
        if (!place.Groups[1].Success)
        {
            return place.Groups[3].Value.Split(',');
        }

        if (!int.TryParse(place.Groups[1].Value, out int first) || !int.TryParse(place.Groups[2].Value, out int last) || last < first)
        {
            throw new UsageException($"received {place.Value}; expected {{first..last}}, the last not below the first.");
        }

        return Enumerable.Range(first, last - first + 1).Select(number => number.ToString(CultureInfo.InvariantCulture));
    }

    static string Quote(string word) => word.Length > 0 && Plain().IsMatch(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\{(?:([0-9]+)\.\.([0-9]+)|([^{},]+(?:,[^{},]+)+))\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"^[A-Za-z0-9_@%+=:,./-]+$")]
    private static partial Regex Plain();
}
