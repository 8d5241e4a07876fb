namespace Krill.Data;

/// <summary>How far the reading of pictures has come.</summary>
/// <param name="Folder">The name of the folder.</param>
/// <param name="Pictures">Pictures that are read.</param>
/// <param name="Total">Pictures that there are to read.</param>
public readonly record struct FolderProgress(string Folder, int Pictures, int Total);
