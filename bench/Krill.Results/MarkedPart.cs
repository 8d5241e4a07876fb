namespace Krill.Results;

/// <summary>The part of a page between two comments, which is written from records: <c>&lt;!-- NAME: WORDS --&gt;</c> and <c>&lt;!-- /NAME --&gt;</c>.</summary>
/// <param name="page">The page, for errors.</param>
/// <param name="name">What the comments are called.</param>
internal sealed class MarkedPart(string page, string name)
{
    readonly string _begin = $"<!-- {name}:", _end = $"<!-- /{name} -->";

    /// <summary>The text with the part written anew; without such comments the text as it is.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="write">Makes the part of the words that stand in the first comment.</param>
    /// <exception cref="RecordException">The second comment is missing.</exception>
    public string Update(string text, Func<IReadOnlyList<string>, string> write)
    {
        const string BeginEnd = " -->";
        int begin = text.IndexOf(_begin, StringComparison.Ordinal);
        if (begin < 0)
        {
            return text;
        }

        int wordsEnd = text.IndexOf(BeginEnd, begin, StringComparison.Ordinal), end = text.IndexOf(_end, begin, StringComparison.Ordinal);
        if (wordsEnd < 0 || end < wordsEnd)
        {
            throw new RecordException($"{page}: received \"{_begin}\" without \"{_end}\" behind it; expected both, the table between them.");
        }

        string[] words = text[(begin + _begin.Length)..wordsEnd].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return $"{text[..wordsEnd]}{BeginEnd}\n{write(words)}{text[end..]}";
    }
}
