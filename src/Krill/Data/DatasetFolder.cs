namespace Krill.Data;

/// <summary>Finds the folder that holds the files of a dataset.</summary>
internal static class DatasetFolder
{
    /// <summary>The folder with all files of a dataset: the directory given, its subfolder, the cache's. Null when there is none.</summary>
    /// <exception cref="DataException">The directory given does not exist, or has some of the files and not the others.</exception>
    public static string? Find(DatasetInfo info, DatasetOptions options)
    {
        if (options.Directory is { } directory)
        {
            if (!Directory.Exists(directory))
            {
                throw new DataException(directory, "no such directory", $"one with the files of {info.Name}", "Check the path, or leave it out.");
            }

            foreach (string folder in new[] { directory, Path.Combine(directory, info.Folder) })
            {
                IReadOnlyList<string> missing = Missing(info, folder);
                if (missing.Count == 0)
                {
                    return folder;
                }

                if (missing.Count < info.Files.Count)
                {
                    throw Incomplete(info, folder, missing);
                }
            }
        }

        string cached = InCache(info, options);
        return Missing(info, cached).Count == 0 ? cached : null;
    }

    /// <summary>The folder of a dataset in the cache, which need not exist.</summary>
    public static string InCache(DatasetInfo info, DatasetOptions options) => Path.Combine(options.CacheDirectory, info.Folder);

    /// <summary>The files of a dataset that a folder has not.</summary>
    public static IReadOnlyList<string> Missing(DatasetInfo info, string folder) => [.. info.Files.Where(name => Existing(folder, name) is null)];

    /// <summary>The path of one of the files, packed or not.</summary>
    public static string PathOf(DatasetInfo info, string folder, string name) =>
        Existing(folder, name) ?? throw Incomplete(info, folder, [name]);

    static DataException Incomplete(DatasetInfo info, string folder, IReadOnlyList<string> missing) => new(
        Path.GetFullPath(folder),
        $"a folder without {string.Join(", ", missing)}",
        $"all files of {info.Name}: {string.Join(", ", info.Files)}",
        "Add what is missing.");

    static string? Existing(string folder, string name)
    {
        string plain = name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name;
        // Some archives write the dot where the authors of MNIST have a hyphen.
        string dotted = plain.Replace("-idx", ".idx", StringComparison.Ordinal);
        foreach (string candidate in new[] { name, plain, dotted })
        {
            string path = Path.Combine(folder, candidate);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
