using System.CommandLine;
using Krill.Callbacks;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Recipes;
using Krill.Runs;

namespace Krill.Cli.Commands;

/// <summary><c>krill train [RECIPE]</c>: trains a recipe, tests it, and keeps the run in a folder; or goes on with one that was killed.</summary>
internal sealed class TrainCommand
{
    const string EventFolder = "tensorboard";

    readonly TrainingOptions _options = new();
    readonly Option<bool> _tensorBoard = new("--tensorboard") { Description = "Write TensorBoard's event files into the run's folder: figures and histograms of every epoch." };
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
        command.Add(train._tensorBoard);
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
                Callbacks = Directory.Exists(Path.Combine(directory, EventFolder)) ? TensorBoardIn : null,
                WritesReport = !parsed.GetValue(_noReport),
                OnEvent = renderer.Show,
                CancellationToken = cancellation,
            };
            return () => RecipeSession.Resume(directory, resume);
        }

        Recipe recipe = _options.ReadRecipe(parsed, result => RecipeArgument.Find(result.GetRequiredValue(_options.Recipe)));
        RecipeOptions options = _options.Read(parsed, recipe, renderer.Show, cancellation) with
        {
            Callbacks = parsed.GetValue(_tensorBoard) ? TensorBoardIn : null,
            WritesReport = !parsed.GetValue(_noReport),
        };
        _options.RequireFree(parsed);
        return () => RecipeSession.Prepare(recipe, options);
    }

    static IEnumerable<Callback> TensorBoardIn(RunFolder? folder) => folder is null ? [] : [new TensorBoard(Path.Combine(folder.Path, EventFolder)) { HistogramFrequency = 1 }];
}
