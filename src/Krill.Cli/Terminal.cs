using Spectre.Console;

namespace Krill.Cli;

/// <summary>Where the command writes.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Errors.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error)
{
    /// <summary>The console to draw on when a person watches the output; null for a pipe or a file.</summary>
    public IAnsiConsole? Live { get; init; }

    /// <summary>Columns that a line may take.</summary>
    public int Width { get; init; } = 100;

    public static Terminal OfProcess()
    {
        bool isWatched = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return isWatched
            ? new Terminal(Console.Out, Console.Error) { Live = AnsiConsole.Console, Width = AnsiConsole.Profile.Width }
            : new Terminal(Console.Out, Console.Error);
    }
}
