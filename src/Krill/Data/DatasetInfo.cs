namespace Krill.Data;

/// <summary>What is known of a dataset before it is loaded.</summary>
public sealed record DatasetInfo
{
    internal DatasetInfo(Func<DatasetInfo, string, DatasetOptions, Dataset> read) => Read = read;

    /// <summary>The name that it is loaded by, in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>One line on what it shows.</summary>
    public required string Description { get; init; }

    /// <summary>The shape of its images.</summary>
    public required ImageShape Shape { get; init; }

    /// <summary>How many classes it has.</summary>
    public required int Classes { get; init; }

    /// <summary>Images to learn from.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Images for the final figure.</summary>
    public required int TestCount { get; init; }

    /// <summary>The folder of its files, in the cache or in a directory that holds several datasets; empty when it has no files.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The files that it is read from; none when Krill makes it itself. An <c>.gz</c> file may also lie unpacked, without the ending.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What is fetched to get these files.</summary>
    public IReadOnlyList<DatasetDownload> Downloads { get; init; } = [];

    /// <summary>Reads the dataset from the folder that holds its files, or makes it.</summary>
    internal Func<DatasetInfo, string, DatasetOptions, Dataset> Read { get; init; }
}
