using System.CommandLine;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Ensembles;
using Krill.Recipes;

namespace Krill.Cli.Commands;

/// <summary><c>krill ensemble RECIPE</c>: trains several networks of a recipe and tests the average of their predictions; or goes on with one that was killed.</summary>
internal sealed class EnsembleCommand
{
    readonly TrainingOptions _options = new();
    readonly Option<int?> _members = CommonOptions.Number("--members", "N", "How many networks, with the seeds N, N + 1 and so on; 15 by default.", 1, 10_000);
    readonly Option<int?> _parallel = CommonOptions.Parallel();
    readonly TensorBoardOption _tensorBoard = new();
    readonly Option<bool> _noReport = CommonOptions.NoReport();
    readonly Terminal _terminal;

    EnsembleCommand(Terminal terminal)
    {
        _terminal = terminal;
        _options.Recipe.Arity = ArgumentArity.ZeroOrOne;
    }

    public static Command Create(Terminal terminal)
    {
        var ensemble = new EnsembleCommand(terminal);
        var command = new Command("ensemble", "Trains several networks of a recipe, each from its own seed, and tests the average of their predictions.")
        {
            ensemble._members, ensemble._parallel, ensemble._tensorBoard.Option, ensemble._noReport,
        };
        ensemble._options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(ensemble.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        IRenderer renderer = Renderers.For(_terminal, parsed.GetValue(_options.Json));
        Func<EnsembleSession> prepare = Preparation(parsed, renderer, cancellation);
        EnsembleResult result = renderer.During(() => TrainingOptions.Checked(prepare).Run());
        return _options.Check(parsed, _terminal, result.TestAccuracy);
    }

    Func<EnsembleSession> Preparation(ParseResult parsed, IRenderer renderer, CancellationToken cancellation)
    {
        int parallel = parsed.GetValue(_parallel) ?? 1;
        if (_options.ResumedFolder(parsed, _parallel, _noReport) is { } directory)
        {
            var resume = new ResumeOptions
            {
                Threads = parsed.GetValue(_options.Threads),
                Parallel = parallel,
                Callbacks = TensorBoardOption.OfResumed(directory),
                WritesReport = !parsed.GetValue(_noReport),
                OnEvent = renderer.Show,
                CancellationToken = cancellation,
            };
            return () => EnsembleSession.Resume(directory, resume);
        }

        Recipe recipe = _options.ReadRecipe(parsed, _options.RequiredRecipe);
        var options = new EnsembleOptions
        {
            Members = parsed.GetValue(_members) ?? 15,
            Parallel = parallel,
            Training = _options.Read(parsed, recipe, renderer.Show, cancellation) with { Callbacks = _tensorBoard.Of(parsed), WritesReport = !parsed.GetValue(_noReport) },
        };
        _options.RequireFree(parsed);
        return () => EnsembleSession.Prepare(recipe, options);
    }
}
