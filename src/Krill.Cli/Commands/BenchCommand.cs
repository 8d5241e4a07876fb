using System.CommandLine;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Recipes;
using Krill.Training;

namespace Krill.Cli.Commands;

/// <summary><c>krill bench RECIPE</c>: how fast whole training steps are here.</summary>
internal static class BenchCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> recipe = RecipeArgument.Create();
        Option<double?> seconds = CommonOptions.Number("--seconds", "S", "How long to time steps for, after a warm-up; 5 by default.", 0.01, 3600.0);
        Option<int?> batchSize = CommonOptions.BatchSize();
        Option<int?> threads = CommonOptions.Threads();
        Option<Precision> precision = CommonOptions.Precision();
        Option<bool> training = new("--training")
        {
            Description = "Also time training itself, as it shuffles, converts and augments the recipe's images, in turns with the steps: which share of their speed it reaches.",
        };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("bench", "Times whole training steps (forward, backward, optimizer) on random images.")
        {
            recipe, seconds, batchSize, threads, precision, training, json, BenchKernelsCommand.Create(terminal, recipe),
        };
        command.SetAction((parsed, cancellation) =>
        {
            Recipe found = RecipeArgument.Find(parsed.GetRequiredValue(recipe));
            RecipeData? data = parsed.GetValue(training) ? Load(found, Renderers.For(terminal, parsed.GetValue(json)), cancellation) : null;
            RequireBatch(found, parsed.GetValue(batchSize) ?? found.BatchSize, data);
            StepTiming timing = StepTimer.Measure(found, new BenchOptions
            {
                Images = data?.Train,
                TimesTraining = data is not null,
                Seconds = parsed.GetValue(seconds) ?? 5,
                BatchSize = parsed.GetValue(batchSize),
                Threads = parsed.GetValue(threads),
                Precision = parsed.GetValue(precision),
                CancellationToken = cancellation,
            });
            if (parsed.GetValue(json))
            {
                WriteJson(new JsonLines(terminal.Output), found, data?.Name, timing);
            }
            else
            {
                terminal.Output.WriteLine(
                    $"{found.Name}, batches of {timing.BatchSize}, {Precisions.Name(timing.Precision)}, {timing.Threads} threads: {Figures.Speed(timing.ImagesPerSecond)}, "
                    + $"{timing.GigaFlops:0.0} GFLOP/s (median of {timing.Steps} steps, {timing.MedianSeconds * 1e3:0.000} ms; "
                    + $"peak before {timing.PeakGigaFlops.Before:0}, after {timing.PeakGigaFlops.After:0} GFLOP/s)");
                WriteTraining(terminal.Output, $"training on {data?.Name}", timing.Training);
                WriteTraining(terminal.Output, "with the recipe's augmentation", timing.AugmentedTraining);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    static RecipeData Load(Recipe recipe, IRenderer renderer, CancellationToken cancellation) =>
        renderer.During(() => RecipeData.Load(recipe, new RecipeOptions { OnEvent = renderer.Show, CancellationToken = cancellation }));

    static void RequireBatch(Recipe recipe, int batch, RecipeData? data)
    {
        if (batch > data?.Train.Count)
        {
            throw new UsageException($"krill bench: received a batch of {batch}; expected at most the {data.Train.Count} training images of {recipe.Name}. Give a smaller --batch-size.");
        }
    }

    static void WriteTraining(TextWriter output, string what, TrainingTiming? timing)
    {
        if (timing is { } measured)
        {
            output.WriteLine($"{what}: {Figures.Speed(measured.ImagesPerSecond)}, {measured.Share * 100:0.0}% of the steps alone");
        }
    }

    static void WriteJson(JsonLines lines, Recipe recipe, string? dataset, StepTiming timing) => lines.Write("bench", json =>
    {
        json.WriteString("recipe", recipe.Name);
        if (dataset is not null)
        {
            json.WriteString("dataset", dataset);
        }

        json.WriteNumber("seed", 0);
        json.WriteNumber("batch_size", timing.BatchSize);
        json.WriteString("precision", Precisions.Name(timing.Precision));
        json.WriteNumber("threads", timing.Threads);
        json.WriteNumber("steps", timing.Steps);
        json.WriteFigure("step_seconds", timing.MedianSeconds);
        json.WriteFigure("images_per_second", timing.ImagesPerSecond);
        json.WriteFigure("gflops", timing.GigaFlops);
        json.WriteFigure("peak_gflops_before", timing.PeakGigaFlops.Before);
        json.WriteFigure("peak_gflops_after", timing.PeakGigaFlops.After);
        WriteTraining("training", timing.Training);
        WriteTraining("augmented", timing.AugmentedTraining);

        void WriteTraining(string name, TrainingTiming? training)
        {
            if (training is { } measured)
            {
                json.WriteFigure($"{name}_images_per_second", measured.ImagesPerSecond);
                json.WriteFigure($"{name}_share", measured.Share);
            }
        }
    });
}
