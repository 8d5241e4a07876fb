using System.CommandLine;
using System.CommandLine.Parsing;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Recipes;
using Krill.Tuning;

namespace Krill.Cli.Commands;

/// <summary><c>krill tune RECIPE</c>: searches the hyperparameters of a recipe by its validation images; or goes on with a search that was killed.</summary>
internal sealed class TuneCommand
{
    readonly TrainingOptions _options = new(isTuning: true);
    readonly Option<TuningAlgorithm> _algorithm = new("--algorithm")
    {
        Description = "How points of the search space are tried; hyperband by default.",
        HelpName = "hyperband|random|grid",
        CustomParser = ParseAlgorithm,
    };

    readonly Option<int?> _maxEpochs = CommonOptions.Number("--max-epochs", "N", "The most epochs of a trial; by default the recipe's.", 1, 1_000_000);
    readonly Option<int?> _eta = CommonOptions.Number("--eta", "N", "Hyperband: one of so many trials goes on from stage to stage; 3 by default.", 2, 1000);
    readonly Option<int?> _trials = CommonOptions.Number("--trials", "N", "Trials of a random search (by default 20, or all points if fewer), or at most of a grid (all by default, up to 100,000).", 1, 1_000_000);
    readonly Option<int?> _parallel = CommonOptions.Parallel();
    readonly Terminal _terminal;

    TuneCommand(Terminal terminal)
    {
        _terminal = terminal;
        _options.Recipe.Arity = ArgumentArity.ZeroOrOne;
    }

    public static Command Create(Terminal terminal)
    {
        var tune = new TuneCommand(terminal);
        var command = new Command("tune", "Searches the hyperparameters of a recipe by its validation images; the test images are not used.")
        {
            tune._algorithm, tune._maxEpochs, tune._eta, tune._trials, tune._parallel,
        };
        tune._options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(tune.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        IRenderer renderer = Renderers.For(_terminal, parsed.GetValue(_options.Json));
        Func<TuningSession> prepare = Preparation(parsed, renderer, cancellation);
        renderer.During(() => TrainingOptions.Checked(prepare).Run());
        return ExitCode.Done;
    }

    Func<TuningSession> Preparation(ParseResult parsed, IRenderer renderer, CancellationToken cancellation)
    {
        int parallel = parsed.GetValue(_parallel) ?? 1;
        if (_options.ResumedFolder(parsed, _parallel) is { } directory)
        {
            var resume = new ResumeOptions { Threads = parsed.GetValue(_options.Threads), Parallel = parallel, OnEvent = renderer.Show, CancellationToken = cancellation };
            return () => TuningSession.Resume(directory, resume);
        }

        Recipe recipe = _options.RequiredRecipe(parsed);
        TuningAlgorithm algorithm = parsed.GetValue(_algorithm);
        RequireFitting(parsed, algorithm == TuningAlgorithm.Hyperband ? _trials : _eta, algorithm);
        var options = new TuningOptions
        {
            Algorithm = algorithm,
            MaxEpochs = parsed.GetValue(_maxEpochs),
            Eta = parsed.GetValue(_eta) ?? 3,
            Trials = parsed.GetValue(_trials),
            Parallel = parallel,
            Training = _options.Read(parsed, recipe, renderer.Show, cancellation),
        };
        _options.RequireFree(parsed);
        return () => TuningSession.Prepare(recipe, options);
    }

    static void RequireFitting(ParseResult parsed, Option<int?> other, TuningAlgorithm algorithm)
    {
        if (parsed.GetValue(other) is not null)
        {
            string name = TuneLines.NameOf(algorithm);
            throw new UsageException($"krill tune {other.Name}: received it with --algorithm {name}; expected it with "
                + $"{(algorithm == TuningAlgorithm.Hyperband ? "random or grid, as hyperband's trials follow from --max-epochs and --eta" : "hyperband")}.");
        }
    }

    static TuningAlgorithm ParseAlgorithm(ArgumentResult result)
    {
        string received = result.Tokens[0].Value;
        foreach (TuningAlgorithm algorithm in Enum.GetValues<TuningAlgorithm>())
        {
            if (TuneLines.NameOf(algorithm) == received)
            {
                return algorithm;
            }
        }

        result.AddError($"--algorithm: received \"{received}\"; expected hyperband, random or grid.");
        return default;
    }
}
