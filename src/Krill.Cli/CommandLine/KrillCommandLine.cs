using System.CommandLine;
using System.CommandLine.Help;
using Krill.Cli.Commands;
using Krill.Data;
using Krill.Kernels;
using Krill.Runs;

namespace Krill.Cli.CommandLine;

/// <summary>The command line as a whole: its commands, and what becomes of errors.</summary>
internal sealed class KrillCommandLine(Terminal terminal)
{
    public const string Name = "krill";

    public async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        try
        {
            ParseResult parsed = Root().Parse(args);
            IReadOnlyList<string> errors = ParseErrors.Of(parsed);
            if (errors.Count > 0)
            {
                throw new UsageException(string.Join(Environment.NewLine, errors));
            }

            RequireKernels();
            var invocation = new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(invocation, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is UsageException or ShapeException or BatchMemoryException or FolderTakenException)
        {
            return Fail(exception.Message, ExitCode.WrongUsage);
        }
        catch (Exception exception) when (exception is DataException or IOException or UnauthorizedAccessException)
        {
            return Fail(exception.Message, ExitCode.BadData);
        }
        catch (OperationCanceledException)
        {
            return Fail($"{Name}: stopped.", ExitCode.Cancelled);
        }
#pragma warning disable CA1031 // the last resort: whatever it is, the user gets an exit code and text to report
        catch (Exception exception)
        {
            return Fail($"{Name}: an error within Krill, not yours. Please report it with the command and what follows:{Environment.NewLine}{exception}", ExitCode.Internal);
        }
#pragma warning restore CA1031
    }

    /// <summary>All commands, with their options.</summary>
    public RootCommand Root()
    {
        var root = new RootCommand("Trains small image classifiers on ordinary processors.")
        {
            HelpName = Name,
        };
        root.Add(TrainCommand.Create(terminal));
        root.Add(EnsembleCommand.Create(terminal));
        root.Add(TuneCommand.Create(terminal));
        root.Add(EvaluateCommand.Create(terminal));
        root.Add(PredictCommand.Create(terminal));
        root.Add(FindLearningRateCommand.Create(terminal));
        root.Add(ReportCommand.Create(terminal));
        root.Add(CompareCommand.Create(terminal));
        root.Add(SummaryCommand.Create(terminal));
        root.Add(RecipesCommand.Create(terminal));
        root.Add(DatasetsCommand.Create(terminal));
        root.Add(PreviewCommand.Create(terminal));
        root.Add(InfoCommand.Create(terminal));
        root.Add(BenchCommand.Create(terminal));
        // krill alone asks what there is.
        root.SetAction(parsed => new HelpAction().Invoke(parsed));
        return root;
    }

    int Fail(string message, int exitCode)
    {
        terminal.Error.WriteLine(message);
        return exitCode;
    }

    /// <summary>The kernels choose themselves when they are first used; a wrong wish is better told before.</summary>
    static void RequireKernels()
    {
        try
        {
            _ = KernelSets.Current;
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }
}
