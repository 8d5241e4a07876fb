using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Krill.Results;

/// <summary>Runs a command of the repository and takes the last <c>result</c> event that it prints.</summary>
internal static class CommandRunner
{
    /// <summary>Runs a command to its end. What it says on standard error goes to the terminal.</summary>
    /// <exception cref="RecordException">It failed, or printed no result.</exception>
    public static JsonObject Run(Repository repository, IReadOnlyList<string> words)
    {
        string program = words[0].StartsWith("./", StringComparison.Ordinal) ? Path.Combine(repository.Root, words[0][2..]) : words[0];
        var start = new ProcessStartInfo(program, words.Skip(1)) { RedirectStandardOutput = true, WorkingDirectory = repository.Root };
        JsonObject? result = null;
        using Process process = Process.Start(start) ?? throw new RecordException($"{words[0]} cannot be started.");
        while (process.StandardOutput.ReadLine() is { } line)
        {
            result = ResultOf(line) ?? result;
        }

        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new RecordException($"{CommandTemplate.Show(words)} failed with exit code {process.ExitCode}.");
        }

        return result ?? throw new RecordException($"{CommandTemplate.Show(words)} printed no result event; does it say --json?");
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

    static JsonObject? ResultOf(string line)
    {
        if (!line.StartsWith('{'))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(line) is JsonObject found && found["event"]?.GetValueKind() == JsonValueKind.String
                && found["event"]!.GetValue<string>() == "result" ? found : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
