namespace Krill.Data;

/// <summary>The datasets that Krill knows by name.</summary>
public static class Datasets
{
    /// <summary>The environment variable that names the directory of all datasets.</summary>
    public const string DirectoryVariable = "KRILL_DATA";

    /// <summary>The built-in dataset that needs no files.</summary>
    public const string BuiltIn = "digits";

    /// <summary>All datasets, in the order in which lists show them.</summary>
    public static IReadOnlyList<DatasetInfo> All => DatasetCatalog.All;

    /// <summary>Where datasets are kept: <c>$KRILL_DATA</c>, and where it is not set <c>~/.cache/krill/datasets</c>.</summary>
    public static string DefaultDirectory =>
        Environment.GetEnvironmentVariable(DirectoryVariable) is { Length: > 0 } directory
            ? directory
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "krill", "datasets");

    /// <summary>The dataset of a name, whatever its case and with or without hyphens and underscores; null when there is none.</summary>
    /// <param name="name">The name, for instance <c>mnist</c> or <c>Fashion_MNIST</c>.</param>
    public static DatasetInfo? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string plain = NearNames.Plain(name);
        return All.FirstOrDefault(info => NearNames.Plain(info.Name) == plain);
    }

    /// <summary>Loads a dataset into memory, fetching its files first if they are nowhere.</summary>
    /// <remarks>
    /// The files are looked for in <see cref="DatasetOptions.Directory"/>, in its subfolder of the dataset, in the cache;
    /// what is fetched is checked against its published checksum and appears in the cache by rename.
    /// </remarks>
    /// <param name="name">The name, as for <see cref="Find"/>.</param>
    /// <param name="options">Where to look and how much to load; by default the cache, the network, and all.</param>
    /// <exception cref="ArgumentException">There is no dataset of that name, or it has fewer images than asked for.</exception>
    /// <exception cref="DataException">Files are missing and cannot be fetched, or are not what they should be.</exception>
    /// <exception cref="OperationCanceledException">A download was cancelled.</exception>
    public static Dataset Load(string name, DatasetOptions? options = null)
    {
        DatasetInfo info = Find(name) ?? throw Unknown(name);
        return Load(info, options ?? new DatasetOptions());
    }

    internal static Dataset Load(DatasetInfo info, DatasetOptions options)
    {
        CheckCount(info, "training", options.TrainCount, info.TrainCount);
        CheckCount(info, "test", options.TestCount, info.TestCount);
        string folder = "";
        if (info.Files.Count > 0)
        {
            folder = DatasetFolder.Find(info, options) ?? DatasetDownloads.Fetch(info, options, DownloadPolicy.Default);
        }

        Dataset dataset = info.Read(info, folder, options);
        return dataset with { Train = First(dataset.Train, options.TrainCount), Test = First(dataset.Test, options.TestCount) };
    }

    static ImageSet First(ImageSet set, int? count) => set.Take(Math.Min(count ?? set.Count, set.Count));

    static void CheckCount(DatasetInfo info, string part, int? count, int available)
    {
        if (count < 1 || count > available)
        {
            throw new ArgumentException($"Dataset {info.Name}: received a wish for {count} {part} images; expected 1 to {available}. Leave it out for all.");
        }
    }

    static ArgumentException Unknown(string name)
    {
        IReadOnlyList<string> near = NearNames.Of(name, All.Select(info => info.Name));
        string cure = near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}?" : $"Images of your own become an {nameof(ImageSet)}.";
        return new ArgumentException($"Dataset: received the name \"{name}\"; expected one of {string.Join(", ", All.Select(info => info.Name))}. {cure}", nameof(name));
    }
}
