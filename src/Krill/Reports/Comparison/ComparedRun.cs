using System.Text.Json;
using Krill.Data;
using Krill.Runs;

namespace Krill.Reports.Comparison;

/// <summary>A run beside others.</summary>
internal sealed class ComparedRun
{
    // Of these none is a setting: they name the run, or change nothing about what it learns.
    static readonly string[] s_circumstances = ["command_line", "start_time", "threads", "version", "kernel_set", "data_directory"];

    ComparedRun(RunFolder folder, string name)
    {
        Folder = folder;
        Name = name;
        History = folder.ReadHistory();
        Result = folder.ReadResult();
        Settings = SettingsOf(folder.Description);
    }

    public RunFolder Folder { get; }

    /// <summary>What tells it from the others: the last part of its path, or as many as that takes.</summary>
    public string Name { get; }

    public History History { get; }

    /// <summary>How it ended; null where it has not.</summary>
    public RunResult? Result { get; }

    public RunDescription Asked => Folder.Description;

    /// <summary>What was asked, by the names of <c>run.json</c>.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings { get; }

    /// <summary>The settings but for the seed: runs with the same are of one kind.</summary>
    public string Kind => string.Join('\n', Settings.Where(setting => setting.Name != "seed").Select(setting => $"{setting.Name}={setting.Value}"));

    public int Epochs => Result?.Epochs ?? History.Count;

    public double Seconds => Result?.Seconds ?? (History.TrainingSeconds + History.ValidationSeconds);

    public double ImagesPerSecond => Result?.ImagesPerSecond ?? History.ImagesPerSecond;

    /// <summary>Of the tested weights, or the best so far; null without validation images.</summary>
    public double? ValidationAccuracy => Result is null ? History.Best(Metric.ValidationAccuracy)?.ValidationAccuracy : Result.ValidationAccuracy;

    /// <summary>Opens runs.</summary>
    /// <exception cref="DataException">A folder holds no run, or a file of it cannot be understood.</exception>
    public static ComparedRun[] Open(IEnumerable<string> directories)
    {
        RunFolder[] folders = [.. directories.Select(RunFolder.Open)];
        return [.. folders.Select(folder => new ComparedRun(folder, NameOf(folder, folders)))];
    }

    static string NameOf(RunFolder folder, RunFolder[] all)
    {
        string[] parts = folder.Path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (int count = 1; count < parts.Length; count++)
        {
            string name = string.Join('/', parts[^count..]);
            if (!all.Any(other => other.Path != folder.Path && $"/{other.Path.Replace(Path.DirectorySeparatorChar, '/')}".EndsWith($"/{name}", StringComparison.Ordinal)))
            {
                return name;
            }
        }

        return folder.Path;
    }

    static (string, string)[] SettingsOf(RunDescription asked)
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(asked, RunJson.Plain.RunDescription));
        return
        [
            .. json.RootElement.EnumerateObject()
                .Where(property => !s_circumstances.Contains(property.Name))
                .Select(property => (property.Name, property.Value.ValueKind == JsonValueKind.Null ? ReportFigures.None : property.Value.ToString())),
        ];
    }
}
