namespace Krill.Runs;

/// <summary>A new folder was asked for at a place where a command has made one.</summary>
/// <param name="path">The folder.</param>
/// <param name="kind">What it is.</param>
internal sealed class FolderTakenException(string path, FolderKind kind) : ArgumentException(
    $"{path}: received a folder that holds {kind.Text}; expected a new one. Choose another folder, remove that one, or go on with it: {kind.Command} --resume.",
    "directory");
