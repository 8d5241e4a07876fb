using System.Text.RegularExpressions;

namespace Krill.Results;

/// <summary>What is to be recorded.</summary>
internal sealed partial record Request(string Name, string Claim, IReadOnlyList<Bar> Bars, CommandTemplate Template, bool Extends)
{
    public const string Usage =
        """
        usage: results/record NAME --claim TEXT [--bar BAR]... [--extend] -- COMMAND
               results/record --docs     writes docs/results.md and the tables in README.md and docs/recipes.md from the records
               results/record --check    fails when a record is malformed or of a commit that does not lead to HEAD, or one of these is not what the records give

        COMMAND prints a result event, or that of krill bench (--json). '{1..10}' in it counts and '{a,b}' lists: a run each, in quotes, so that the shell leaves them.
        A recording that is killed goes on where it was when it is asked for again.
        --extend keeps the runs of the record that is there, each with its commit and its machine, and adds those that the command asks for beyond them.
        A record also has what is measured from outside: wall_seconds, the whole time of a command, and first_step_seconds, until its first step.
        BAR: 'median test_accuracy >= 0.87' (mean, median, sd, min, max, best), 'parameters == 158' (every run), 'same FILE' (of the run folders)

          results/record tiny158-mnist --claim "tiny158 on MNIST, seeds 1 to 10" --bar 'mean test_accuracy >= 0.9112' -- \
            ./krill train tiny158 --data mnist --json --seed '{1..10}'
        """;

    public static Request Parse(IReadOnlyList<string> arguments)
    {
        string? name = null, claim = null;
        var bars = new List<Bar>();
        bool extends = false;
        int i = 0;
        for (; i < arguments.Count && arguments[i] != "--"; i++)
        {
            switch (arguments[i])
            {
                case "--claim":
                    claim = ValueOf(arguments, ref i);
                    break;
                case "--bar":
                    bars.Add(Bar.Parse(ValueOf(arguments, ref i)));
                    break;
                case "--extend":
                    extends = true;
                    break;
                case var word when name is null && FileName().IsMatch(word):
                    name = word;
                    break;
                case var word:
                    throw new UsageException($"received {word}; expected a name of small letters, digits and hyphens, --claim, --bar, --extend or --.");
            }
        }

        return new Request(
            name ?? throw new UsageException("the record needs a name."),
            claim ?? throw new UsageException("--claim is missing: say in words what the figure is to show."),
            bars,
            new CommandTemplate([.. arguments.Skip(i + 1)]),
            extends);
    }

    static string ValueOf(IReadOnlyList<string> arguments, ref int i) =>
        ++i < arguments.Count && arguments[i] != "--" ? arguments[i] : throw new UsageException($"{arguments[i - 1]} needs a text behind it.");

    [GeneratedRegex("^[a-z0-9][a-z0-9-]*$")]
    private static partial Regex FileName();
}
