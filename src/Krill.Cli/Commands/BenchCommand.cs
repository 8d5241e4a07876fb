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
        Option<bool> json = CommonOptions.Json();
        var command = new Command("bench", "Times whole training steps (forward, backward, optimizer) on random images.")
        {
            recipe, seconds, batchSize, threads, precision, json, BenchKernelsCommand.Create(terminal, recipe),
        };
        command.SetAction((parsed, cancellation) =>
        {
            Recipe found = RecipeArgument.Find(parsed.GetRequiredValue(recipe));
            StepTiming timing = StepTimer.Measure(found, new BenchOptions
            {
                Seconds = parsed.GetValue(seconds) ?? 5,
                BatchSize = parsed.GetValue(batchSize),
                Threads = parsed.GetValue(threads),
                Precision = parsed.GetValue(precision),
                CancellationToken = cancellation,
            });
            if (parsed.GetValue(json))
            {
                WriteJson(new JsonLines(terminal.Output), found, timing);
            }
            else
            {
                terminal.Output.WriteLine(
                    $"{found.Name}, batches of {timing.BatchSize}, {Precisions.Name(timing.Precision)}, {timing.Threads} threads: {Figures.Speed(timing.ImagesPerSecond)}, "
                    + $"{timing.GigaFlops:0.0} GFLOP/s (median of {timing.Steps} steps, {timing.MedianSeconds * 1e3:0.000} ms; "
                    + $"peak before {timing.PeakGigaFlops.Before:0}, after {timing.PeakGigaFlops.After:0} GFLOP/s)");
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    static void WriteJson(JsonLines lines, Recipe recipe, StepTiming timing) => lines.Write("bench", json =>
    {
        json.WriteString("recipe", recipe.Name);
        json.WriteNumber("batch_size", timing.BatchSize);
        json.WriteString("precision", Precisions.Name(timing.Precision));
        json.WriteNumber("threads", timing.Threads);
        json.WriteNumber("steps", timing.Steps);
        json.WriteFigure("step_seconds", timing.MedianSeconds);
        json.WriteFigure("images_per_second", timing.ImagesPerSecond);
        json.WriteFigure("gflops", timing.GigaFlops);
        json.WriteFigure("peak_gflops_before", timing.PeakGigaFlops.Before);
        json.WriteFigure("peak_gflops_after", timing.PeakGigaFlops.After);
    });
}
