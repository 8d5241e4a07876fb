using System.CommandLine;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Ensembles;
using Krill.Recipes;

namespace Krill.Cli.Commands;

/// <summary><c>krill evaluate RUN</c>: tests the network of a run, or the networks of an ensemble, again.</summary>
internal sealed class EvaluateCommand
{
    readonly Argument<string> _run = new("run") { HelpName = "RUN", Description = "the folder of a run that krill train wrote, or of an ensemble." };
    readonly Option<string?> _data = CommonOptions.Text("--data", "NAME|DIR", "Another dataset, or a folder with its files or with pictures; by default the run's.");
    readonly Option<int?> _threads = CommonOptions.Threads();
    readonly Option<bool> _json = CommonOptions.Json();
    readonly Terminal _terminal;

    EvaluateCommand(Terminal terminal)
    {
        _terminal = terminal;
    }

    public static Command Create(Terminal terminal)
    {
        var evaluate = new EvaluateCommand(terminal);
        var command = new Command("evaluate", "Tests the network of a run, or an ensemble, on the test images: the same accuracy, to the last digit.")
        {
            evaluate._run, evaluate._data, evaluate._threads, evaluate._json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(evaluate.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        bool json = parsed.GetValue(_json);
        IRenderer renderer = Renderers.For(_terminal, json);
        string directory = parsed.GetRequiredValue(_run);
        int? threads = parsed.GetValue(_threads);
        RecipeRunOptions options = Options(directory, parsed.GetValue(_data), renderer, cancellation);
        if (EnsembleRun.Holds(directory))
        {
            renderer.During(() =>
            {
                EnsembleResult ensemble = Fitting(() => EnsembleRun.Open(directory, options).Evaluate(threads));
                renderer.Show(new EnsembleEnded(ensemble));
                return ensemble;
            });
            return ExitCode.Done;
        }

        (RecipeRun run, Evaluation test) = renderer.During(() =>
        {
            var opened = RecipeRun.Open(directory, options);
            return (opened, Fitting(() => opened.Evaluate(threads)));
        });
        if (json)
        {
            WriteJson(run, test);
        }
        else
        {
            WriteLines(run, test);
        }

        return ExitCode.Done;
    }

    /// <summary>Images or classes of another dataset that do not fit the network are the caller's doing.</summary>
    static T Fitting<T>(Func<T> test)
    {
        try
        {
            return test();
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"krill evaluate: {exception.Message}");
        }
    }

    static RecipeRunOptions Options(string directory, string? data, IRenderer renderer, CancellationToken cancellation)
    {
        var options = new RecipeRunOptions { OnEvent = renderer.Show, CancellationToken = cancellation };
        if (data is null)
        {
            return options;
        }

        Recipe recipe = EnsembleRun.Holds(directory) ? EnsembleRun.RecipeOf(directory) : RecipeRun.RecipeOf(directory);
        if (RecipeArgument.FindImageFolder(data, recipe) is { } pictures)
        {
            return options with { ImageFolder = new Data.ImageFolder { Directory = pictures } };
        }

        (Data.DatasetInfo dataset, string? dataDirectory) = RecipeArgument.FindData(data, recipe);
        return options with { Dataset = dataset.Name, DataDirectory = dataDirectory };
    }

    void WriteLines(RecipeRun run, Evaluation test)
    {
        _terminal.Output.WriteLine(
            $"{run.Recipe.Name} on {run.Dataset}: {Figures.Count(test.Images)} images in {Figures.Duration(test.Seconds)}, {Figures.Speed(test.Images / test.Seconds)}; "
            + $"test loss {Figures.Exact(test.Loss)}");
        _terminal.Output.WriteLine(Lines.TestAccuracy(test.Accuracy));
    }

    void WriteJson(RecipeRun run, Evaluation test) => new JsonLines(_terminal.Output).Write("result", json =>
    {
        json.WriteString("recipe", run.Recipe.Name);
        json.WriteString("dataset", run.Dataset);
        json.WriteNumber("parameters", run.Model.TrainableParameterCount);
        json.WriteNumber("total_parameters", run.Model.ParameterCount);
        json.WriteNumber("seed", run.Folder.Description.Seed);
        json.WriteNumber("test_images", test.Images);
        json.WriteFigure("test_seconds", test.Seconds);
        json.WriteFigure("test_loss", test.Loss);
        json.WriteFigure("test_accuracy", test.Accuracy);
        json.WriteString("run", run.Folder.Path);
    });
}
