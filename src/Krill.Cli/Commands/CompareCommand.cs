using System.CommandLine;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Files;
using Krill.Reports.Comparison;

namespace Krill.Cli.Commands;

/// <summary><c>krill compare RUN RUN…</c>: lays runs side by side.</summary>
internal sealed class CompareCommand
{
    readonly Argument<string[]> _runs = new("run")
    {
        HelpName = "RUN",
        Description = "the folders of two or more runs that krill train wrote.",
        Arity = ArgumentArity.OneOrMore,
    };

    readonly Option<string?> _html = CommonOptions.Text("--html", "FILE", "Write a page too, with the curves over one another; a file that is there is replaced.");
    readonly Option<bool> _json = CommonOptions.Json();
    readonly Terminal _terminal;

    CompareCommand(Terminal terminal)
    {
        _terminal = terminal;
    }

    public static Command Create(Terminal terminal)
    {
        var compare = new CompareCommand(terminal);
        var command = new Command("compare", "Lays runs side by side: figures, settings that differ, and the mean over seeds.") { compare._runs, compare._html, compare._json };
        command.SetAction(compare.Run);
        return command;
    }

    int Run(ParseResult parsed)
    {
        string[] folders = parsed.GetRequiredValue(_runs);
        RequireSeveral(folders);
        RunComparison comparison = RunComparison.Of(folders);
        string? page = parsed.GetValue(_html) is { } file ? Path.GetFullPath(file) : null;
        if (page is not null)
        {
            AtomicFile.WriteText(page, new ComparisonPage(comparison).Text());
        }

        if (parsed.GetValue(_json))
        {
            ComparisonJson.Write(new JsonLines(_terminal.Output), comparison, page);
            return ExitCode.Done;
        }

        foreach (string line in ComparisonLines.Of(comparison))
        {
            _terminal.Output.WriteLine(line);
        }

        if (page is not null)
        {
            _terminal.Output.WriteLine($"{Environment.NewLine}page: {page}");
        }

        return ExitCode.Done;
    }

    static void RequireSeveral(string[] folders)
    {
        if (folders.Length < 2)
        {
            throw new UsageException($"krill compare: received one run, \"{folders[0]}\"; expected two or more. krill report shows one.");
        }

        string? twice = folders.GroupBy(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).FirstOrDefault(group => group.Count() > 1)?.First();
        if (twice is not null)
        {
            throw new UsageException($"krill compare: received the run \"{twice}\" twice; expected each once.");
        }
    }
}
