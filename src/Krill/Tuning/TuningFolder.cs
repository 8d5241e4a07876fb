using System.Globalization;
using Krill.Data;
using Krill.Runs;

namespace Krill.Tuning;

/// <summary>The folder of a tuning: <c>tune.json</c>, the folders of its trials' runs, and, when it is done, <c>trials.svg</c>.</summary>
internal sealed class TuningFolder
{
    const string FileName = "tune.json";

    TuningFolder(string path, TuningDescription description)
    {
        Path = path;
        Description = description;
    }

    public string Path { get; }

    public TuningDescription Description { get; private set; }

    public string ChartPath => System.IO.Path.Combine(Path, "trials.svg");

    public static bool Holds(string directory) => File.Exists(System.IO.Path.Combine(directory, FileName));

    /// <exception cref="ArgumentException">The folder holds a tuning, an ensemble or a run.</exception>
    public static TuningFolder Create(TuningDescription description, string? directory)
    {
        RunDescription training = description.Training;
        return directory is null
            ? FolderNames.Claim([training.Recipe, training.Dataset, "tune"], training.StartTime, free => TryClaim(free, description))
            : TryClaim(directory, description) ?? throw new ArgumentException(
                $"{System.IO.Path.GetFullPath(directory)}: received a folder that holds a run or a tuning; expected a new one. Choose another folder, remove that one, or go on "
                + "with it by --resume (TuningSession.Resume).",
                nameof(directory));
    }

    /// <exception cref="DataException">It is not there, is no folder of a tuning, or its file cannot be understood.</exception>
    public static TuningFolder Open(string directory)
    {
        string path = FolderNames.PathOf(directory, FileName, "a tuning", "krill tune");
        return new TuningFolder(path, JsonFile.Read(System.IO.Path.Combine(path, FileName), RunJson.Plain.TuningDescription));
    }

    public string TrialPath(int number) => System.IO.Path.Combine(Path, $"trial-{number.ToString("D3", CultureInfo.InvariantCulture)}");

    /// <summary>The folder of a trial's run, be it there or not.</summary>
    /// <param name="number">The trial.</param>
    /// <param name="describe">What it is asked, for a new one.</param>
    public RunFolder Trial(int number, Func<RunDescription> describe)
    {
        string path = TrialPath(number);
        return RunFolder.Holds(path) ? RunFolder.Open(path) : RunFolder.Create(describe(), path);
    }

    /// <summary>Removes what a trial that does not go on will not need; its history stays.</summary>
    public void Forget(int number)
    {
        string path = TrialPath(number);
        if (RunFolder.Holds(path))
        {
            var run = RunFolder.Open(path);
            File.Delete(run.CheckpointPath);
            File.Delete(run.PathOf(RunWeights.Best));
            File.Delete(run.PathOf(RunWeights.Last));
        }
    }

    public void Complete(TuningResult result)
    {
        Description = Description with { Result = result };
        JsonFile.Write(System.IO.Path.Combine(Path, FileName), Description, RunJson.Plain.TuningDescription, replace: true);
    }

    static TuningFolder? TryClaim(string directory, TuningDescription description)
    {
        string path = System.IO.Path.GetFullPath(directory);
        return !RunFolder.Holds(path) && JsonFile.TryClaim(System.IO.Path.Combine(path, FileName), description, RunJson.Plain.TuningDescription)
            ? new TuningFolder(path, description)
            : null;
    }
}
