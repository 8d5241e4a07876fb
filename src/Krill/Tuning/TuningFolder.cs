using System.Globalization;
using Krill.Data;
using Krill.Runs;

namespace Krill.Tuning;

/// <summary>The folder of a tuning: <c>tune.json</c>, the folders of its trials' runs, and, when it is done, <c>trials.svg</c>.</summary>
internal sealed class TuningFolder
{
    TuningFolder(string path, TuningDescription description)
    {
        Path = path;
        Description = description;
    }

    public string Path { get; }

    public TuningDescription Description { get; private set; }

    public string ChartPath => System.IO.Path.Combine(Path, "trials.svg");

    public static bool Holds(string directory) => FolderKind.Tuning.IsIn(directory);

    /// <exception cref="ArgumentException">The folder holds a run, an ensemble or a tuning.</exception>
    public static TuningFolder Create(TuningDescription description, string? directory)
    {
        RunDescription training = description.Training;
        return directory is null
            ? FolderNames.Claim([training.Recipe, training.Dataset, "tune"], training.StartTime, free => TryClaim(free, description))
            : TryClaim(directory, description) ?? throw FolderKind.Taken(directory);
    }

    /// <exception cref="DataException">It is not there, is no folder of a tuning, or its file cannot be understood.</exception>
    public static TuningFolder Open(string directory)
    {
        string path = FolderKind.Tuning.PathOf(directory);
        return new TuningFolder(path, JsonFile.Read(FolderKind.Tuning.FileIn(path), RunJson.Plain.TuningDescription));
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
        JsonFile.Write(FolderKind.Tuning.FileIn(Path), Description, RunJson.Plain.TuningDescription, replace: true);
    }

    static TuningFolder? TryClaim(string directory, TuningDescription description)
    {
        string path = System.IO.Path.GetFullPath(directory);
        return FolderKind.Tuning.TryClaim(path, description, RunJson.Plain.TuningDescription)
            ? new TuningFolder(path, description)
            : null;
    }
}
