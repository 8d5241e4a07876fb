namespace Krill.Cli.Rendering;

/// <summary>Chooses the renderer.</summary>
internal static class Renderers
{
    /// <summary>JSON when asked for, a live display for a person at a terminal, plain lines for a pipe or a file.</summary>
    public static IRenderer For(Terminal terminal, bool json) =>
        json ? new JsonRenderer(terminal.Output)
        : terminal.Live is { } console ? new LiveRenderer(console)
        : new PlainRenderer(terminal.Output);
}
