using System.CommandLine;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Data;
using Krill.Recipes;
using Krill.Runs;
using Krill.Training;

namespace Krill.Cli.Commands;

/// <summary><c>krill train [RECIPE]</c>: trains a recipe, tests it, and keeps the run in a folder.</summary>
internal sealed class TrainCommand
{
    readonly Argument<string> _recipe = RecipeArgument.Create();
    readonly Option<string?> _data = CommonOptions.Data();
    readonly Option<int?> _epochs = CommonOptions.Number("--epochs", "N", "The most epochs; by default the recipe's.", 1, int.MaxValue);
    readonly Option<int?> _batchSize = CommonOptions.BatchSize();
    readonly Option<float?> _learningRate = CommonOptions.Number("--learning-rate", "X", "The learning rate at the start; by default the recipe's.", 1e-12f, 1e6f);
    readonly Option<ulong?> _seed = CommonOptions.Number("--seed", "N", "The key of all random numbers; 0 by default.", 0ul, ulong.MaxValue);
    readonly Option<int?> _threads = CommonOptions.Threads();
    readonly Option<double?> _validationSplit = CommonOptions.Number(
        "--validation-split", "X", "The share of the training images to choose by, the last ones; by default as the recipe says.", 0.0, 0.99);
    readonly Option<Precision> _precision = CommonOptions.Precision();
    readonly Option<string?> _out = CommonOptions.Text("--out", "DIR", "The folder of the run; by default a new one in runs.");
    readonly Option<double?> _target = CommonOptions.Number("--target-accuracy", "X", "End with exit code 4 when the test accuracy is below, 0 to 1.", 0.0, 1.0);
    readonly Option<bool> _json = CommonOptions.Json();
    readonly Terminal _terminal;

    TrainCommand(Terminal terminal)
    {
        _terminal = terminal;
        _recipe.DefaultValueFactory = _ => Recipe.All[0].Name;
    }

    public static Command Create(Terminal terminal)
    {
        var train = new TrainCommand(terminal);
        var command = new Command("train", "Trains a recipe and tests what it learned; without arguments the quick start, which needs no data.")
        {
            train._recipe, train._data, train._epochs, train._batchSize, train._learningRate, train._seed,
            train._threads, train._validationSplit, train._precision, train._out, train._target, train._json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(train.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        Recipe recipe = RecipeArgument.Find(parsed.GetRequiredValue(_recipe));
        (DatasetInfo dataset, string? directory) = RecipeArgument.FindData(parsed.GetValue(_data), recipe);
        IRenderer renderer = Renderers.For(_terminal, parsed.GetValue(_json));
        var options = new RecipeOptions
        {
            Dataset = dataset.Name,
            DataDirectory = directory,
            Epochs = parsed.GetValue(_epochs),
            BatchSize = parsed.GetValue(_batchSize),
            LearningRate = parsed.GetValue(_learningRate),
            Seed = parsed.GetValue(_seed) ?? 0,
            Threads = parsed.GetValue(_threads),
            Validation = parsed.GetValue(_validationSplit) is { } share ? share == 0 ? ValidationSplit.None : ValidationSplit.Last(share) : null,
            Precision = parsed.GetValue(_precision),
            RunDirectory = parsed.GetValue(_out),
            CommandLine = [KrillCommandLine.Name, .. parsed.Tokens.Select(token => token.Value)],
            OnEvent = renderer.Show,
            CancellationToken = cancellation,
        };
        RequireFree(options.RunDirectory);
        RecipeResult result = renderer.During(() => Prepare(recipe, options).Run());
        return Check(result, parsed.GetValue(_target));
    }

    /// <summary>What does not fit at this point is the caller's doing: names, sizes, shapes.</summary>
    static RecipeSession Prepare(Recipe recipe, RecipeOptions options)
    {
        try
        {
            return RecipeSession.Prepare(recipe, options);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    /// <summary>Told at once, not when the data is loaded.</summary>
    static void RequireFree(string? directory)
    {
        if (directory is not null && RunFolder.Holds(directory))
        {
            throw new UsageException(
                $"krill train --out: received \"{directory}\", which holds a run; expected a new folder. Choose another, or remove that one.");
        }
    }

    int Check(RecipeResult result, double? target)
    {
        if (target is not { } wanted || result.TestAccuracy >= wanted)
        {
            return ExitCode.Done;
        }

        _terminal.Error.WriteLine($"krill train: the test accuracy is {Figures.Exact(result.TestAccuracy)}; expected at least {Figures.Exact(wanted)} (--target-accuracy).");
        return ExitCode.TargetMissed;
    }
}
