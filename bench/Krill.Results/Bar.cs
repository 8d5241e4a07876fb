using System.Globalization;
using System.Text.RegularExpressions;

namespace Krill.Results;

/// <summary>What is asked of the runs of a command.</summary>
/// <remarks>
/// <c>median test_accuracy &gt;= 0.87</c> asks it of a statistic, <c>parameters == 158</c> of every run, <c>same last.safetensors</c> that all runs
/// left the same bytes in a file of their run folders.
/// </remarks>
internal sealed partial class Bar
{
    readonly string? _statistic;
    readonly string _subject;
    readonly string? _comparison;
    readonly double _limit;

    Bar(string text, string? statistic, string subject, string? comparison, double limit)
    {
        Text = text;
        _statistic = statistic;
        _subject = subject;
        _comparison = comparison;
        _limit = limit;
    }

    public string Text { get; }

    /// <summary>The file that all runs must agree on, if that is what is asked.</summary>
    public string? SameFile => _comparison is null ? _subject : null;

    /// <summary>The number that it speaks of, if it speaks of one.</summary>
    public string? FigureName => _comparison is null ? null : _subject;

    /// <exception cref="UsageException">The text is no bar.</exception>
    public static Bar Parse(string text)
    {
        if (SamePattern().Match(text) is { Success: true } same)
        {
            return new Bar(text, null, same.Groups[1].Value, null, 0);
        }

        Match match = Pattern().Match(text);
        if (!match.Success)
        {
            throw new UsageException(
                $"--bar: received \"{text}\"; expected \"[mean|median|sd|min|max|best] FIGURE >= NUMBER\" (or <=, >, <, ==) or \"same FILE\".");
        }

        string? statistic = match.Groups[1].Success ? match.Groups[1].Value : null;
        return new Bar(text, statistic, match.Groups[2].Value, match.Groups[3].Value, double.Parse(match.Groups[4].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Looks whether the runs meet it.</summary>
    /// <exception cref="RecordException">The runs do not have what it speaks of.</exception>
    public BarOutcome Judge(IReadOnlyDictionary<string, Figure> figures, IReadOnlyList<RecordedRun> runs)
    {
        if (SameFile is { } file)
        {
            string[] hashes =
            [
                .. runs.Select(run => run.Files?.GetValueOrDefault(file)
                    ?? throw new RecordException($"the bar \"{Text}\": not every run has left a file {file}.")).Distinct(),
            ];
            return new BarOutcome { Text = Text, Value = hashes.Length, Met = hashes.Length == 1 };
        }

        Figure figure = figures.GetValueOrDefault(_subject)
            ?? throw new RecordException($"the bar \"{Text}\": not every run gave the number {_subject}; they gave {string.Join(", ", figures.Keys)}.");
        if (_statistic is null)
        {
            // The value shown is the one that is hardest to pass.
            bool met = figure.Values.All(Passes);
            double hardest = _comparison switch
            {
                ">=" or ">" => figure.Min,
                "<=" or "<" => figure.Max,
                _ => figure.Values.MaxBy(value => Math.Abs(value - _limit)),
            };
            return new BarOutcome { Text = Text, Value = hardest, Met = met };
        }

        double value = figure.Statistic(_statistic) ?? throw new RecordException($"the bar \"{Text}\": one run has no {_statistic}.");
        return new BarOutcome { Text = Text, Value = value, Met = Passes(value) };
    }

    bool Passes(double value) => _comparison switch
    {
        ">=" => value >= _limit,
        "<=" => value <= _limit,
        ">" => value > _limit,
        "<" => value < _limit,
        _ => value == _limit,
    };

    [GeneratedRegex(@"^(?:(mean|median|sd|min|max|best) +)?([a-z_0-9]+) *(>=|<=|==|>|<) *(-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)$")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^same +(\S+)$")]
    private static partial Regex SamePattern();
}

/// <summary>A bar, and how the runs stand to it.</summary>
internal sealed record BarOutcome
{
    public required string Text { get; init; }

    /// <summary>The number that was held against it; for the bytes of a file, how many different ones there are.</summary>
    public required double Value { get; init; }

    public required bool Met { get; init; }
}
