using Krill.Files;

namespace Krill.Runs;

/// <summary>Keeps a folder for one process: held as long as it works there, and let go of by any end of it.</summary>
internal static class FolderLock
{
    const string Name = ".lock";

    /// <summary>Holds a folder, and deletes what a killed process left half-written in it: each kill within a checkpoint leaves all weights.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">Another process holds it, or it cannot be written. The message names the folder.</exception>
    public static IDisposable Hold(string folder)
    {
        try
        {
            var held = new FileStream(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            AtomicFile.Clean(folder);
            return held;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"{folder}: received \"{exception.Message}\" when keeping it for this process; expected a folder that can be written, and that no other process works in. "
                + "Wait for the other one, or stop it.", exception);
        }
    }
}
