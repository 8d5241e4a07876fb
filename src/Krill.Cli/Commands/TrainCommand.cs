using System.CommandLine;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Recipes;

namespace Krill.Cli.Commands;

/// <summary><c>krill train [RECIPE]</c>: trains a recipe, tests it, and keeps the run in a folder; or goes on with one that was killed.</summary>
internal sealed class TrainCommand
{
    readonly TrainingOptions _options = new();
    readonly TensorBoardOption _tensorBoard = new();
    readonly Option<bool> _noReport = CommonOptions.NoReport();
    readonly Terminal _terminal;

    TrainCommand(Terminal terminal)
    {
        _terminal = terminal;
        _options.Recipe.DefaultValueFactory = _ => Recipe.All[0].Name;
    }

    public static Command Create(Terminal terminal)
    {
        var train = new TrainCommand(terminal);
        var command = new Command("train", "Trains a recipe and tests what it learned; without arguments the quick start, which needs no data.");
        train._options.AddTo(command);
        command.Add(train._tensorBoard.Option);
        command.Add(train._noReport);
        command.SetAction((parsed, cancellation) => Task.FromResult(train.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        IRenderer renderer = Renderers.For(_terminal, parsed.GetValue(_options.Json));
        Func<RecipeSession> prepare = Preparation(parsed, renderer, cancellation);
        RecipeResult result = renderer.During(() => TrainingOptions.Checked(prepare).Run());
        return _options.Check(parsed, _terminal, result.TestAccuracy);
    }

    Func<RecipeSession> Preparation(ParseResult parsed, IRenderer renderer, CancellationToken cancellation)
    {
        if (_options.ResumedFolder(parsed, _noReport) is { } directory)
        {
            var resume = new ResumeOptions
            {
                Threads = parsed.GetValue(_options.Threads),
                Callbacks = TensorBoardOption.OfResumed(directory),
                WritesReport = !parsed.GetValue(_noReport),
                OnEvent = renderer.Show,
                CancellationToken = cancellation,
            };
            return () => RecipeSession.Resume(directory, resume);
        }

        Recipe recipe = _options.ReadRecipe(parsed, result => RecipeArgument.Find(result.GetRequiredValue(_options.Recipe)));
        RecipeOptions options = _options.Read(parsed, recipe, renderer.Show, cancellation) with
        {
            Callbacks = _tensorBoard.Of(parsed),
            WritesReport = !parsed.GetValue(_noReport),
        };
        _options.RequireFree(parsed);
        return () => RecipeSession.Prepare(recipe, options);
    }
}
