using System.CommandLine;
using System.Globalization;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Recipes;
using Krill.Training;

namespace Krill.Cli.Commands;

/// <summary><c>krill find-lr RECIPE</c>: tries learning rates on the training images, and draws the losses.</summary>
internal sealed class FindLearningRateCommand
{
    readonly RecipeSettings _settings = new();
    readonly Option<double?> _from = CommonOptions.Number("--from", "X", "The first learning rate; 1e-7 by default.", 1e-12, 1e6);
    readonly Option<double?> _to = CommonOptions.Number("--to", "X", "The last learning rate; 10 by default.", 1e-12, 1e6);
    readonly Option<int?> _steps = CommonOptions.Number("--steps", "N", "How many rates are tried, one a step; 100 by default.", 2, 1_000_000);
    readonly Option<string?> _out = CommonOptions.Text("--out", "FILE", "The chart, an SVG picture; RECIPE-DATASET-learning-rates.svg by default.");
    readonly Option<bool> _json = CommonOptions.Json();
    readonly Terminal _terminal;

    FindLearningRateCommand(Terminal terminal)
    {
        _terminal = terminal;
        _settings.Recipe.Arity = ArgumentArity.ZeroOrOne;
    }

    public static Command Create(Terminal terminal)
    {
        var find = new FindLearningRateCommand(terminal);
        var command = new Command("find-lr", "Tries growing learning rates on a recipe's training images, draws the losses, and suggests one.");
        find._settings.AddTo(command, find._from, find._to, find._steps);
        command.Add(find._out);
        command.Add(find._json);
        command.SetAction((parsed, cancellation) => Task.FromResult(find.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        Recipe recipe = _settings.ReadRecipe(parsed, result => _settings.RequiredRecipe(result, "--from-trial"));
        LearningRateFinder finder = Finder(parsed);
        IRenderer renderer = Renderers.For(_terminal, parsed.GetValue(_json));
        bool isSearching = false;
        RecipeOptions options = _settings.Read(parsed, recipe) with
        {
            KeepsRun = false,
            OnEvent = raised =>
            {
                // The search is no training to show: its epochs mean nothing, and that losses break away is what it is for.
                if (!isSearching)
                {
                    renderer.Show(raised);
                }
            },
            CancellationToken = cancellation,
        };
        (LearningRateSearch search, string dataset) = renderer.During(() =>
        {
            RecipeSession session = TrainingOptions.Checked(() => RecipeSession.Prepare(recipe, options));
            isSearching = true;
            return (session.FindLearningRate(finder), session.Dataset);
        });
        string path = Path.GetFullPath(parsed.GetValue(_out) ?? $"{recipe.Name}-{Path.GetFileName(dataset)}-learning-rates.svg");
        search.Chart().Save(path);
        if (parsed.GetValue(_json))
        {
            WriteJson(search, recipe, dataset, path);
        }
        else
        {
            WriteLines(search, $"{recipe.Name} on {dataset}", $"krill train {recipe.Name}{_settings.Asked(parsed)}", path);
        }

        return ExitCode.Done;
    }

    LearningRateFinder Finder(ParseResult parsed)
    {
        var usual = new LearningRateFinder();
        double from = parsed.GetValue(_from) ?? usual.From, to = parsed.GetValue(_to) ?? usual.To;
        return to > from
            ? new LearningRateFinder { From = from, To = to, Steps = parsed.GetValue(_steps) ?? usual.Steps }
            : throw new UsageException($"krill find-lr: received --from {Rate(from)} and --to {Rate(to)}; expected the last rate to be greater than the first.");
    }

    void WriteLines(LearningRateSearch search, string what, string command, string path)
    {
        TextWriter output = _terminal.Output;
        double first = search.Points[0].LearningRate, last = search.Points[^1].LearningRate;
        output.WriteLine(
            $"{what}: {Figures.Count(search.Points.Count)} learning rates from {Rate(first)} to {Rate(last)}"
            + (search.HasDiverged ? ", where the loss broke away" : ""));
        output.WriteLine(search.Steepest is { } steepest
            ? $"the loss falls most steeply at {Rate(steepest)}: {command} --learning-rate {Rate(steepest)}"
            : "the loss falls nowhere: try more steps, or rates from lower on");
        output.WriteLine($"the loss is least at {Rate(search.LeastLoss)}; a tenth of that is the cautious choice");
        output.WriteLine($"chart: {path}");
    }

    void WriteJson(LearningRateSearch search, Recipe recipe, string dataset, string path)
    {
        var lines = new JsonLines(_terminal.Output);
        foreach (LearningRatePoint point in search.Points)
        {
            lines.Write("rate", json =>
            {
                json.WriteFigure("learning_rate", point.LearningRate);
                json.WriteFigure("loss", point.Loss);
                json.WriteFigure("smoothed_loss", point.SmoothedLoss);
            });
        }

        lines.Write("find-lr", json =>
        {
            json.WriteString("recipe", recipe.Name);
            json.WriteString("dataset", dataset);
            json.WriteNumber("steps", search.Points.Count);
            json.WriteBoolean("has_diverged", search.HasDiverged);
            json.WriteFigure("steepest", search.Steepest);
            json.WriteFigure("least_loss", search.LeastLoss);
            json.WriteString("chart", path);
        });
    }

    static string Rate(double rate) => rate.ToString("G3", CultureInfo.InvariantCulture);
}
