using System.Security.Cryptography;
using System.Text;

namespace Krill.Data;

/// <summary>What is in a folder of pictures, by names alone: classes, the pictures of each part, and what was left out.</summary>
internal sealed class FolderListing
{
    static readonly string[] s_trainNames = ["train", "training"];
    static readonly string[] s_validationNames = ["val", "valid", "validation"];
    static readonly string[] s_testNames = ["test", "testing"];

    // Every spelling of a part's name is taken, so a class of that name is not seen as one.
    static readonly string s_reserved =
        $" No class can be named {string.Join(", ", s_trainNames.Concat(s_validationNames).SkipLast(1))}, {s_validationNames[^1]}, {s_testNames[0]} or {s_testNames[1]}: rename such a folder.";

    readonly string _directory;
    readonly List<string> _leftOut = [];

    FolderListing(string directory)
    {
        _directory = directory;
        string[] folders = PictureFiles.Folders(directory);
        string? train = Part(folders, s_trainNames), validation = Part(folders, s_validationNames), test = Part(folders, s_testNames);
        if (train is null && (validation ?? test) is { } part)
        {
            throw new DataException(
                directory, $"a folder {Path.GetFileName(part)} without a folder {s_trainNames[0]}", "both, or a folder for each class alone",
                $"Put the pictures to learn from into train/CLASS.{s_reserved}");
        }

        HasParts = train is not null;
        Beside = HasParts ? [.. folders.Where(folder => folder != train && folder != validation && folder != test).Select(folder => Path.GetFileName(folder)!)] : [];
        Classes = ClassesOf(train ?? directory);
        Train = Pictures(train ?? directory);
        Validation = validation is null ? null : Pictures(validation);
        Test = test is null ? null : Pictures(test);
    }

    /// <summary>The names of the class folders, in ordinal order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Whether the folder has a folder <c>train</c>; else its subfolders are the classes.</summary>
    public bool HasParts { get; }

    /// <summary>The names of the folders beside <c>train</c> that are no part, and so are left out.</summary>
    public IReadOnlyList<string> Beside { get; }

    /// <summary>The pictures of <c>train</c>, or all.</summary>
    public IReadOnlyList<PictureFile> Train { get; }

    /// <summary>The pictures of <c>validation</c>; null where there is no such folder.</summary>
    public IReadOnlyList<PictureFile>? Validation { get; }

    /// <summary>The pictures of <c>test</c>; null where there is no such folder.</summary>
    public IReadOnlyList<PictureFile>? Test { get; }

    /// <summary>Files that are no pictures by their endings.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Finds the pictures of a folder.</summary>
    /// <exception cref="DataException">There is no such folder, a class has no picture, there are fewer than two, or the parts have different ones.</exception>
    public static FolderListing Of(string directory)
    {
        string path = Path.GetFullPath(directory);
        return Directory.Exists(path) ? new FolderListing(path) : throw new DataException(
            path, File.Exists(path) ? "a file" : "no such directory", "a directory with a subfolder of pictures for each class", "Check the path.");
    }

    /// <summary>A checksum of the names and classes of the pictures that are divided at random: with other ones, the division would be another.</summary>
    public string Fingerprint()
    {
        var names = new StringBuilder();
        foreach (PictureFile picture in Train)
        {
            names.Append(Path.GetRelativePath(_directory, picture.Path).Replace(Path.DirectorySeparatorChar, '/')).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names.ToString())));
    }

    /// <summary>Whether a directory has a folder of test pictures; false also where there is no such directory.</summary>
    public static bool HasTest(string directory) => Has(directory, s_testNames);

    /// <summary>Whether a directory has a folder of pictures to choose by; false also where there is no such directory.</summary>
    public static bool HasValidation(string directory) => Has(directory, s_validationNames);

    static bool Has(string directory, string[] names) => Directory.Exists(directory) && Part(PictureFiles.Folders(directory), names) is not null;

    static string? Part(string[] folders, string[] names) =>
        folders.FirstOrDefault(folder => names.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase));

    string[] ClassesOf(string folder)
    {
        string[] classes = [.. PictureFiles.Folders(folder).Select(path => Path.GetFileName(path)!)];
        if (classes.Length >= 2)
        {
            return classes;
        }

        string received = classes.Length == 1 ? $"one folder of a class, {classes[0]}"
            : PictureFiles.In(folder).Count > 0 ? "pictures, and no folder of a class"
            : "no folder of a class";
        throw new DataException(
            folder, received, "a subfolder of pictures for each class, at least two",
            $"Put the pictures of each class into a folder of its own; its name is the name of the class.{(HasParts ? s_reserved : "")}");
    }

    List<PictureFile> Pictures(string folder)
    {
        string[] found = [.. PictureFiles.Folders(folder).Select(path => Path.GetFileName(path)!)];
        RequireSame(folder, found);
        List<PictureFile> pictures = [];
        for (int label = 0; label < Classes.Count; label++)
        {
            string directory = Path.Combine(folder, Classes[label]);
            List<string> others = [];
            IReadOnlyList<string> paths = PictureFiles.In(directory, others);
            if (paths.Count == 0)
            {
                string received = others.Count > 0 ? $"no picture among its files ({PictureFiles.Some(others)})" : "an empty folder";
                throw new DataException(directory, received, $"pictures of the class, as {PictureFiles.Kinds}", "Add some, or remove the folder.");
            }

            pictures.AddRange(paths.Select(path => new PictureFile(path, label)));
            _leftOut.AddRange(others);
        }

        return pictures;
    }

    void RequireSame(string folder, string[] found)
    {
        string[] missing = [.. Classes.Except(found)], more = [.. found.Except(Classes)];
        if (missing.Length + more.Length > 0)
        {
            string received = string.Join(" and ", new[]
            {
                missing.Length > 0 ? $"no folder of {string.Join(", ", missing)}" : "",
                more.Length > 0 ? $"a folder of {string.Join(", ", more)}" : "",
            }.Where(part => part.Length > 0));
            throw new DataException(folder, received, $"the classes of {s_trainNames[0]}: {string.Join(", ", Classes)}", "Give both the same folders, by the same names.");
        }
    }
}
