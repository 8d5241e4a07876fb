namespace Krill.Data;

/// <summary>Where a dataset is looked for, and how much of it is loaded.</summary>
public sealed record DatasetOptions
{
    /// <summary>
    /// A directory that is looked into first: it holds the files themselves, or the dataset's folder (<c>mnist/</c>). None by
    /// default.
    /// </summary>
    public string? Directory { get; init; }

    /// <summary>
    /// The directory that is looked into next, and that downloads go to, each dataset into its own folder. By default the
    /// environment variable <c>KRILL_DATA</c>, and where it is not set <c>~/.cache/krill/datasets</c>.
    /// </summary>
    public string CacheDirectory { get; init; } = Datasets.DefaultDirectory;

    /// <summary>Whether files that are nowhere may be fetched from the network. True by default.</summary>
    public bool AllowDownload { get; init; } = true;

    /// <summary>Is told about downloads as they go on. None by default.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Ends a download; what has come is kept, and the next one goes on from there. None by default.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Which <c>digits</c> are drawn; another seed gives other writers and other images. 0 by default. Other datasets ignore it.</summary>
    public ulong Seed { get; init; }

    /// <summary>Load only the first training images, at least 1. All by default.</summary>
    public int? TrainCount { get; init; }

    /// <summary>Load only the first test images, at least 1. All by default.</summary>
    public int? TestCount { get; init; }
}
