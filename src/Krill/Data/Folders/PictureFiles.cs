using Krill.Runs;

namespace Krill.Data;

/// <summary>Finds pictures in folders, in ordinal order, so that every machine finds them in the same.</summary>
internal static class PictureFiles
{
    /// <summary>What is read, in words.</summary>
    public const string Kinds = "PNG (.png) or JPEG (.jpg, .jpeg)";

    // What systems and archives leave beside pictures, besides names that begin with a dot.
    static readonly string[] s_clutter = ["Thumbs.db", "desktop.ini", "__MACOSX"];

    static readonly string[] s_endings = [".png", ".jpg", ".jpeg", ".jpe", ".jfif"];

    static readonly EnumerationOptions s_deep = new() { RecurseSubdirectories = true, MaxRecursionDepth = 16, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>The folders directly in a folder, but for those that a training there made.</summary>
    public static string[] Folders(string folder) =>
        [.. Directory.EnumerateDirectories(folder).Where(path => !IsClutter(path) && !FolderKind.IsMade(path)).Order(StringComparer.Ordinal)];

    /// <summary>The pictures in a folder and its subfolders, by their endings.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="others">Takes the other files.</param>
    /// <exception cref="DataException">It, or a folder in it, cannot be read: without its pictures, all would be another set.</exception>
    public static IReadOnlyList<string> In(string folder, List<string>? others = null)
    {
        string[] files =
        [
            .. All(folder)
                .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Any(IsClutter))
                .OrderBy(path => path.Replace(Path.DirectorySeparatorChar, '/'), StringComparer.Ordinal),
        ];
        others?.AddRange(files.Where(path => !HasEnding(path)));
        return [.. files.Where(HasEnding)];
    }

    /// <summary>The names of the first few files.</summary>
    public static string Some(IReadOnlyList<string> paths)
    {
        const int Most = 3;
        string more = paths.Count > Most ? ", …" : "";
        return string.Join(", ", paths.Take(Most).Select(Path.GetFileName)) + more;
    }

    static string[] All(string folder)
    {
        try
        {
            return Directory.GetFiles(folder, "*", s_deep);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new DataException(folder, $"\"{exception.Message}\"", "folders that can be read", "Check their permissions, or move what cannot be read elsewhere.", exception);
        }
    }

    static bool HasEnding(string path) => s_endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    static bool IsClutter(string path) =>
        Path.GetFileName(path) is var name && (name.StartsWith('.') || s_clutter.Contains(name, StringComparer.OrdinalIgnoreCase));
}
