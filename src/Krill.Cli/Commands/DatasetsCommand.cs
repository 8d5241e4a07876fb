using System.CommandLine;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Data;

namespace Krill.Cli.Commands;

/// <summary><c>krill datasets</c>: what can be trained on, and whether it is there.</summary>
internal static class DatasetsCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("datasets", "Lists the datasets, whether they are here, and where their files belong.") { json };
        command.SetAction(parsed =>
        {
            foreach (DatasetInfo dataset in Datasets.All)
            {
                if (parsed.GetValue(json))
                {
                    WriteJson(new JsonLines(terminal.Output), dataset);
                }
                else
                {
                    WriteLines(terminal.Output, dataset);
                }
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The folder of a dataset in the cache; null for one that Krill makes itself.</summary>
    public static string? FolderOf(DatasetInfo dataset) => dataset.Files.Count == 0 ? null : DatasetFolder.InCache(dataset, new DatasetOptions());

    public static bool IsHere(DatasetInfo dataset) => FolderOf(dataset) is not { } folder || DatasetFolder.Missing(dataset, folder).Count == 0;

    static void WriteJson(JsonLines lines, DatasetInfo dataset) => lines.Write("dataset", json =>
    {
        json.WriteString("dataset", dataset.Name);
        json.WriteString("description", dataset.Description);
        json.WriteNumber("height", dataset.Shape.Height);
        json.WriteNumber("width", dataset.Shape.Width);
        json.WriteNumber("channels", dataset.Shape.Channels);
        json.WriteNumber("classes", dataset.Classes);
        json.WriteNumber("training_images", dataset.TrainCount);
        json.WriteNumber("test_images", dataset.TestCount);
        json.WriteBoolean("here", IsHere(dataset));
        json.WriteString("folder", FolderOf(dataset));
        json.WriteStrings("files", dataset.Files);
    });

    static void WriteLines(TextWriter output, DatasetInfo dataset)
    {
        output.WriteLine($"{dataset.Name,-16} {dataset.Description}");
        output.WriteLine($"{"",-16} {dataset.Shape}, {dataset.Classes} classes, {Figures.Count(dataset.TrainCount)} + {Figures.Count(dataset.TestCount)} images");
        string place = FolderOf(dataset) is not { } folder ? "built in"
            : IsHere(dataset) ? $"here: {folder}"
            : $"not here; fetched when needed, or put {string.Join(", ", dataset.Files)} into {folder}";
        output.WriteLine($"{"",-16} {place}");
    }
}
