using System.Text.Json;
using Krill.Cli.Rendering;
using Krill.Reports.Comparison;

namespace Krill.Cli.Commands;

/// <summary>Runs side by side as JSON lines: an object a run, one a group of seeds, and a last one with what differs.</summary>
internal static class ComparisonJson
{
    public static void Write(JsonLines lines, RunComparison comparison, string? page)
    {
        foreach (ComparedRun run in comparison.Runs)
        {
            lines.Write("run", json => Write(json, run));
        }

        foreach (RunGroup group in comparison.Groups)
        {
            lines.Write("group", json =>
            {
                json.WriteString("group", group.Name);
                json.WriteStrings("runs", group.Runs.Select(run => run.Folder.Path));
                Write(json, "validation_accuracy", group.ValidationAccuracy);
                Write(json, "test_accuracy", group.TestAccuracy);
                Write(json, "seconds", group.Seconds);
            });
        }

        lines.Write("comparison", json =>
        {
            json.WriteNumber("runs", comparison.Runs.Count);
            json.WriteNumber("groups", comparison.Groups.Count);
            json.WriteStartObject("differences");
            foreach ((string name, IReadOnlyList<string> values) in comparison.Differences)
            {
                json.WriteStrings(name, values);
            }

            json.WriteEndObject();
            json.WriteString("html", page);
        });
    }

    static void Write(Utf8JsonWriter json, ComparedRun run)
    {
        json.WriteString("name", run.Name);
        json.WriteString("recipe", run.Asked.Recipe);
        json.WriteString("dataset", run.Asked.Dataset);
        json.WriteNumber("seed", run.Asked.Seed);
        json.WriteBoolean("done", run.Result is not null);
        json.WriteFigure("parameters", run.Result?.Parameters);
        json.WriteNumber("epochs", run.Epochs);
        json.WriteFigure("seconds", run.Seconds);
        json.WriteFigure("images_per_second", run.ImagesPerSecond);
        json.WriteFigure("validation_accuracy", run.ValidationAccuracy);
        json.WriteFigure("test_accuracy", run.Result?.TestAccuracy);
        json.WriteString("run", run.Folder.Path);
    }

    /// <summary>How many runs have the figure, its mean and its deviation.</summary>
    static void Write(Utf8JsonWriter json, string name, Spread? spread)
    {
        json.WriteNumber($"{name}_n", spread?.Count ?? 0);
        json.WriteFigure($"{name}_mean", spread?.Mean);
        json.WriteFigure($"{name}_sd", spread?.StandardDeviation);
    }
}
