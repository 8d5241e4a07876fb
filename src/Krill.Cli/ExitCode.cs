namespace Krill.Cli;

/// <summary>What the command tells the caller by its exit code.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Internal = 1;
    public const int WrongUsage = 2;
    public const int BadData = 3;
    public const int TargetMissed = 4;

    /// <summary>Ended by Ctrl+C or a request to terminate: 128 + SIGINT, as shells have it.</summary>
    public const int Cancelled = 130;
}
