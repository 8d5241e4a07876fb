using System.CommandLine;
using Krill.Callbacks;
using Krill.Runs;

namespace Krill.Cli.CommandLine;

/// <summary><c>--tensorboard</c>: event files in the folder of each run.</summary>
internal sealed class TensorBoardOption
{
    const string Folder = "tensorboard";

    public Option<bool> Option { get; } = new("--tensorboard")
    {
        Description = "Write TensorBoard's event files into the folder of each run: figures and histograms of every epoch.",
    };

    /// <summary>What makes the callbacks of a new training; null where none is asked for.</summary>
    public Func<RunFolder?, IEnumerable<Callback>>? Of(ParseResult parsed) => parsed.GetValue(Option) ? In : null;

    /// <summary>What makes the callbacks of a training that goes on: event files where it has written some; null where it has not.</summary>
    /// <param name="directory">The folder of a run, or one with folders of runs; it need not be there.</param>
    public static Func<RunFolder?, IEnumerable<Callback>>? OfResumed(string directory)
    {
        var runs = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 };
        return Directory.Exists(directory) && Directory.EnumerateDirectories(directory, Folder, runs).Any() ? In : null;
    }

    static IEnumerable<Callback> In(RunFolder? folder) => folder is null ? [] : [new TensorBoard(Path.Combine(folder.Path, Folder)) { HistogramFrequency = 1 }];
}
