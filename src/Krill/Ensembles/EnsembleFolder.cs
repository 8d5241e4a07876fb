using Krill.Data;
using Krill.Runs;

namespace Krill.Ensembles;

/// <summary>The folder of an ensemble: <c>ensemble.json</c>, and the folders of its members' runs.</summary>
internal sealed class EnsembleFolder
{
    const string FileName = "ensemble.json";

    EnsembleFolder(string path, EnsembleDescription description)
    {
        Path = path;
        Description = description;
    }

    public string Path { get; }

    public EnsembleDescription Description { get; private set; }

    public static bool Holds(string directory) => File.Exists(System.IO.Path.Combine(directory, FileName));

    /// <exception cref="ArgumentException">The folder holds an ensemble or a run.</exception>
    public static EnsembleFolder Create(EnsembleDescription description, string? directory)
    {
        RunDescription training = description.Training;
        return directory is null
            ? FolderNames.Claim([training.Recipe, training.Dataset, "ensemble"], training.StartTime, free => TryClaim(free, description))
            : TryClaim(directory, description) ?? throw new ArgumentException(
                $"{System.IO.Path.GetFullPath(directory)}: received a folder that holds a run or an ensemble; expected a new one. Choose another folder, remove that one, or go "
                + "on with it by --resume (EnsembleSession.Resume).",
                nameof(directory));
    }

    /// <exception cref="DataException">It is not there, is no folder of an ensemble, or its file cannot be understood.</exception>
    public static EnsembleFolder Open(string directory)
    {
        string path = FolderNames.PathOf(directory, FileName, "an ensemble", "krill ensemble");
        return new EnsembleFolder(path, JsonFile.Read(System.IO.Path.Combine(path, FileName), RunJson.Plain.EnsembleDescription));
    }

    public string MemberPath(int number) => System.IO.Path.Combine(Path, $"member-{number.ToString("D2", System.Globalization.CultureInfo.InvariantCulture)}");

    /// <summary>The folder of a member's run, be it there or not.</summary>
    public RunFolder Member(int number)
    {
        string path = MemberPath(number);
        RunDescription first = Description.Training;
        return RunFolder.Holds(path) ? RunFolder.Open(path) : RunFolder.Create(first with { Seed = SeedOf(number) }, path);
    }

    /// <summary>The seeds follow each other; after the greatest comes 0.</summary>
    public ulong SeedOf(int number) => unchecked(Description.Training.Seed + (ulong)(number - 1));

    public void Complete(EnsembleResult result)
    {
        Description = Description with { Result = result };
        JsonFile.Write(System.IO.Path.Combine(Path, FileName), Description, RunJson.Plain.EnsembleDescription, replace: true);
    }

    static EnsembleFolder? TryClaim(string directory, EnsembleDescription description)
    {
        string path = System.IO.Path.GetFullPath(directory);
        return !RunFolder.Holds(path) && JsonFile.TryClaim(System.IO.Path.Combine(path, FileName), description, RunJson.Plain.EnsembleDescription)
            ? new EnsembleFolder(path, description)
            : null;
    }
}
