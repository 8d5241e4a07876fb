using System.CommandLine;
using Krill.Data;
using Krill.Recipes;

namespace Krill.Cli.Commands;

/// <summary>Names at the command line, turned into what they name.</summary>
internal static class RecipeArgument
{
    /// <param name="isTunable">Whether it must have a search space.</param>
    public static Argument<string> Create(bool isTunable = false) => new("recipe")
    {
        HelpName = "RECIPE",
        Description = $"one of {string.Join(", ", Recipe.All.Where(recipe => !isTunable || recipe.SearchSpace is not null).Select(recipe => recipe.Name))}.",
    };

    /// <exception cref="UsageException">There is no such recipe.</exception>
    public static Recipe Find(string name)
    {
        try
        {
            return Recipe.Find(name);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    /// <summary>
    /// The dataset and the directory that <c>--data NAME|DIR</c> means: a known name, else a directory with the files of the recipe's own dataset, or else
    /// of another one.
    /// </summary>
    /// <exception cref="UsageException">It is neither, or a dataset's name and a folder's.</exception>
    /// <exception cref="DirectoryNotFoundException">It is a path, and there is no such directory.</exception>
    /// <exception cref="FileNotFoundException">The directory holds no dataset, and the recipe's own has no files.</exception>
    public static (DatasetInfo Dataset, string? Directory) FindData(string? data, Recipe recipe)
    {
        DatasetInfo own = Datasets.Find(recipe.DefaultDataset)!;
        if (data is null)
        {
            return (own, null);
        }

        if (Named(data) is { } named)
        {
            return (named, null);
        }

        if (Directory.Exists(data))
        {
            return (In(data, own), Path.GetFullPath(data));
        }

        if (data.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new DirectoryNotFoundException(
                $"--data: received \"{data}\", where there is no directory; expected one with the files of {WithFiles(own)}; or with a subfolder of pictures for each class.");
        }

        string[] names = [.. Datasets.All.Select(dataset => dataset.Name)];
        string near = NearNames.Of(data, names) is { Count: > 0 } candidates ? $" Did you mean {candidates[0]}?" : "";
        throw new UsageException($"--data: received \"{data}\"; expected one of {string.Join(", ", names)}, or a directory.{near}");
    }

    /// <summary>The directory of pictures that <c>--data DIR</c> means: one without the files of a dataset, and with pictures or folders of them. Else null.</summary>
    /// <exception cref="UsageException">It is a dataset's name and a folder's.</exception>
    public static string? FindImageFolder(string? data, Recipe recipe)
    {
        if (data is null || Named(data) is not null || !Directory.Exists(data))
        {
            return null;
        }

        // A folder with some of a dataset's files, or with a dataset's folder, is that of a dataset that is not whole: its own error tells more.
        bool isDataset = Datasets.All.Where(dataset => dataset.Files.Count > 0).Any(dataset =>
            DatasetFolder.Missing(dataset, data).Count < dataset.Files.Count || Directory.Exists(Path.Combine(data, dataset.Folder)));
        bool hasPictures = PictureFiles.Folders(data).Length > 0 || PictureFiles.In(data).Count > 0;
        return hasPictures && !isDataset ? Path.GetFullPath(data) : null;
    }

    /// <summary>The dataset of a name; null for none. A folder of that spelling would not be used, in silence.</summary>
    static DatasetInfo? Named(string data) => Datasets.Find(data) is not { } named || !Directory.Exists(data) ? Datasets.Find(data) : throw new UsageException(
        $"--data: received \"{data}\", which is the dataset {named.Name} and a folder here; expected one of both. Write ./{data} for the folder, or rename it for the dataset.");

    static string WithFiles(DatasetInfo own) => own.Files.Count > 0
        ? $"{own.Name}: {string.Join(", ", own.Files)}"
        : $"a dataset: {string.Join(", ", Datasets.All.Where(dataset => dataset.Files.Count > 0).Select(dataset => dataset.Name))}";

    static DatasetInfo In(string directory, DatasetInfo own)
    {
        foreach (DatasetInfo dataset in Datasets.All.Prepend(own).Where(dataset => dataset.Files.Count > 0))
        {
            if (new[] { directory, Path.Combine(directory, dataset.Folder) }.Any(folder => DatasetFolder.Missing(dataset, folder).Count == 0))
            {
                return dataset;
            }
        }

        // Loading tells which of its own files are missing, or finds them elsewhere.
        return own.Files.Count > 0 ? own : throw new FileNotFoundException(
            $"--data: received \"{directory}\", which has neither folders of pictures nor all files of any dataset; expected a subfolder of pictures for each "
            + $"class, or the files of one of {string.Join(", ", Datasets.All.Where(dataset => dataset.Files.Count > 0).Select(dataset => dataset.Name))}. "
            + "\"krill datasets\" lists the files.");
    }
}
