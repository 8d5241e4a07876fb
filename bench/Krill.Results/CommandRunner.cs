using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Krill.Results;

/// <summary>
/// Runs a command of the repository and takes the last <c>result</c>, <c>bench</c> or <c>kernels</c> event that it prints. To this it adds what is measured from outside: <c>wall_seconds</c>, the
/// whole time of the command, and <c>first_step_seconds</c>, the time to the first step of a training (when the first epoch was told, less what it took).
/// </summary>
internal static class CommandRunner
{
    /// <summary>Runs a command to its end. What it says on standard error goes to the terminal.</summary>
    /// <exception cref="RecordException">It failed, or printed no result.</exception>
    public static JsonObject Run(Repository repository, IReadOnlyList<string> words)
    {
        string program = words[0].StartsWith("./", StringComparison.Ordinal) ? Path.Combine(repository.Root, words[0][2..]) : words[0];
        var start = new ProcessStartInfo(program, words.Skip(1)) { RedirectStandardOutput = true, WorkingDirectory = repository.Root };
        JsonObject? result = null;
        double? firstStep = null;
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new RecordException($"{words[0]} cannot be started.");
        while (process.StandardOutput.ReadLine() is { } line)
        {
            JsonObject? said = EventOf(line);
            result = NameOf(said) is "result" or "bench" or "kernels" ? said : result;
            firstStep ??= NameOf(said) == "epoch" ? Stopwatch.GetElapsedTime(begin).TotalSeconds - SecondsOf(said!) : null;
        }

        process.WaitForExit();
        double wall = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (process.ExitCode != 0)
        {
            throw new RecordException($"{CommandTemplate.Show(words)} failed with exit code {process.ExitCode}.");
        }

        result = result ?? throw new RecordException($"{CommandTemplate.Show(words)} printed no result event; does it say --json?");
        result["wall_seconds"] = wall;
        if (firstStep is not null)
        {
            result["first_step_seconds"] = firstStep;
        }

        return result;
    }

    /// <summary>The SHA-256 of a file in the folder that a result names as its run.</summary>
    public static string HashOf(Repository repository, JsonObject result, string file)
    {
        string run = result["run"]?.GetValue<string>() ?? throw new RecordException($"the result names no run folder, in which {file} should be.");
        string path = Path.Combine(repository.Root, run, file);
        if (!File.Exists(path))
        {
            throw new RecordException($"the run folder {run} holds no file {file}.");
        }

        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    static JsonObject? EventOf(string line)
    {
        if (!line.StartsWith('{'))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? NameOf(JsonObject? said) => said?["event"] is JsonValue name && name.GetValueKind() == JsonValueKind.String ? name.GetValue<string>() : null;

    /// <summary>How long an epoch took, its validation included.</summary>
    static double SecondsOf(JsonObject epoch) => (epoch["seconds"]?.GetValue<double>() ?? 0) + (epoch["validation_seconds"]?.GetValue<double>() ?? 0);
}
