using System.Text.Json;
using Krill.Cli;

namespace Krill.Tests.Cli;

/// <summary>A call of the command within this process, and what came of it.</summary>
internal sealed record Call(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The output as JSON lines: every line must be one object with an event.</summary>
    public JsonElement[] Events => [.. Lines.Select(line => JsonDocument.Parse(line).RootElement)];

    public static async Task<Call> Krill(params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int exitCode = await Program.RunAsync(args, output, error);
        return new Call(exitCode, output.ToString(), error.ToString());
    }
}
