using System.Runtime.InteropServices;

namespace Krill.Cli;

/// <summary>The krill command.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        using var cancellation = new CancellationTokenSource();
        void Cancel(PosixSignalContext context)
        {
            // The first signal ends training after the step at hand, with all files whole; the second ends the process.
            context.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        return await RunAsync(args, Terminal.OfProcess(), cancellation.Token).ConfigureAwait(false);
    }

    /// <summary>Runs the command with writers in place of the process's, as tests do.</summary>
    internal static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error) =>
        RunAsync(args, new Terminal(output, error), CancellationToken.None);

    internal static Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellation) =>
        new CommandLine.KrillCommandLine(terminal).RunAsync(args, cancellation);
}
