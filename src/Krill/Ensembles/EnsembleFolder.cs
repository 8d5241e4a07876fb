using Krill.Data;
using Krill.Runs;

namespace Krill.Ensembles;

/// <summary>The folder of an ensemble: <c>ensemble.json</c>, and the folders of its members' runs.</summary>
internal sealed class EnsembleFolder
{
    EnsembleFolder(string path, EnsembleDescription description)
    {
        Path = path;
        Description = description;
    }

    public string Path { get; }

    public EnsembleDescription Description { get; private set; }

    public static bool Holds(string directory) => FolderKind.Ensemble.IsIn(directory);

    /// <exception cref="ArgumentException">The folder holds a run, an ensemble or a tuning.</exception>
    public static EnsembleFolder Create(EnsembleDescription description, string? directory)
    {
        RunDescription training = description.Training;
        return directory is null
            ? FolderNames.Claim([training.Recipe, training.Dataset, "ensemble"], training.StartTime, free => TryClaim(free, description))
            : TryClaim(directory, description) ?? throw FolderKind.Taken(directory);
    }

    /// <exception cref="DataException">It is not there, is no folder of an ensemble, or its file cannot be understood.</exception>
    public static EnsembleFolder Open(string directory)
    {
        string path = FolderKind.Ensemble.PathOf(directory);
        return new EnsembleFolder(path, JsonFile.Read(FolderKind.Ensemble.FileIn(path), RunJson.Plain.EnsembleDescription));
    }

    public string MemberPath(int number) => System.IO.Path.Combine(Path, $"member-{number.ToString("D2", System.Globalization.CultureInfo.InvariantCulture)}");

    /// <summary>The folder of a member's run, be it there or not.</summary>
    public RunFolder Member(int number)
    {
        string path = MemberPath(number);
        RunDescription first = Description.Training;
        return RunFolder.Holds(path) ? RunFolder.Open(path) : RunFolder.Create(first with { Seed = SeedOf(number) }, path);
    }

    /// <summary>The epochs of each member that is trained, in their order.</summary>
    public IReadOnlyList<History> ReadHistories() => [.. Enumerable.Range(1, Description.Members).Select(number => Member(number).ReadHistory())];

    /// <summary>The seeds follow each other; after the greatest comes 0.</summary>
    public ulong SeedOf(int number) => unchecked(Description.Training.Seed + (ulong)(number - 1));

    public void Complete(EnsembleResult result)
    {
        Description = Description with { Result = result };
        JsonFile.Write(FolderKind.Ensemble.FileIn(Path), Description, RunJson.Plain.EnsembleDescription, replace: true);
    }

    static EnsembleFolder? TryClaim(string directory, EnsembleDescription description)
    {
        string path = System.IO.Path.GetFullPath(directory);
        return FolderKind.Ensemble.TryClaim(path, description, RunJson.Plain.EnsembleDescription)
            ? new EnsembleFolder(path, description)
            : null;
    }
}
