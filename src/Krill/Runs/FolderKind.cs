using System.Text.Json.Serialization.Metadata;
using Krill.Data;

namespace Krill.Runs;

/// <summary>What a folder can be that a command made: known by the file that describes it, of which a folder has one at most.</summary>
/// <param name="FileName">The file.</param>
/// <param name="Text">What it is in a sentence.</param>
/// <param name="Command">What makes one and goes on with it.</param>
internal sealed record FolderKind(string FileName, string Text, string Command)
{
    public static FolderKind Run { get; } = new("run.json", "a run", "krill train");

    public static FolderKind Ensemble { get; } = new("ensemble.json", "an ensemble", "krill ensemble");

    public static FolderKind Tuning { get; } = new("tune.json", "a tuning", "krill tune");

    static IReadOnlyList<FolderKind> All { get; } = [Run, Ensemble, Tuning];

    /// <summary>What a folder is; null for none of these.</summary>
    /// <param name="directory">The folder, which need not exist.</param>
    public static FolderKind? Of(string directory) => All.FirstOrDefault(kind => kind.IsIn(directory));

    /// <summary>Whether a command made a folder: it is one of these, or the folder <c>runs</c> that holds some.</summary>
    /// <param name="directory">The folder, which need not exist.</param>
    public static bool IsMade(string directory) => Of(directory) is not null
        || (Path.GetFileName(directory) == FolderNames.Parent && Directory.Exists(directory) && Directory.EnumerateDirectories(directory).Any(one => Of(one) is not null));

    /// <summary>Whether a folder is of this kind.</summary>
    /// <param name="directory">The folder, which need not exist.</param>
    public bool IsIn(string directory) => File.Exists(FileIn(directory));

    /// <summary>Where the file that describes a folder of this kind is.</summary>
    public string FileIn(string directory) => Path.Combine(directory, FileName);

    /// <summary>The full path of a folder of this kind.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="DataException">It is not there, or is no folder of this kind.</exception>
    public string PathOf(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        string path = Path.GetFullPath(directory);
        if (IsIn(path))
        {
            return path;
        }

        string received = Directory.Exists(path) ? $"a folder without {FileName}" : File.Exists(path) ? "a file" : "no folder";
        throw new DataException(path, received, $"the folder of {Text}", $"{Command} makes one and prints its path.");
    }

    /// <summary>Makes a folder one of this kind by its description, which only one can write; false where it is one already, of whatever kind.</summary>
    public bool TryClaim<T>(string directory, T description, JsonTypeInfo<T> type) =>
        Of(directory) is null && JsonFile.TryClaim(FileIn(directory), description, type);

    /// <summary>What is wrong with a folder that could not be claimed.</summary>
    public static FolderTakenException Taken(string directory)
    {
        string path = Path.GetFullPath(directory);
        return new FolderTakenException(path, Of(path) ?? Run);
    }
}
