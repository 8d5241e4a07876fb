namespace Krill.Data;

/// <summary>How far a download has come.</summary>
/// <param name="Dataset">The name of the dataset.</param>
/// <param name="File">The name of the file.</param>
/// <param name="Bytes">Bytes that are there, those of an earlier, broken-off download included.</param>
/// <param name="Total">Bytes of the whole file.</param>
public readonly record struct DownloadProgress(string Dataset, string File, long Bytes, long Total);
