namespace Krill.Files;

/// <summary>
/// Writes whole files: aside, in the same folder, flushed to the disk, and then renamed. Whoever reads the path finds the old file or the new one, at any
/// instant and after any end of the process.
/// </summary>
internal static class AtomicFile
{
    // Links are not followed, and skipping hidden files, as is usual, would skip all of them.
    static readonly EnumerationOptions s_deep = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    /// <summary>Writes a file.</summary>
    /// <param name="path">Where; folders that do not exist are made.</param>
    /// <param name="content">Writes the content.</param>
    /// <param name="replace">Whether a file that is there is replaced, or an error.</param>
    /// <exception cref="IOException">It could not be written, or is there and is not to be replaced. The message names the path.</exception>
    public static void Write(string path, Action<Stream> content, bool replace = true)
    {
        string whole = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(whole) ?? throw new IOException($"{whole}: received a folder to write to; expected the path of a file.");
        // Random, as process numbers come again (in a container each start has 1): it meets neither another that writes the same path at once, of whom the last
        // to rename wins, nor what a killed process left.
        string aside = Path.Combine(folder, $".{Path.GetFileName(whole)}.{Guid.NewGuid():N}.tmp");
        bool isOpened = false;
        try
        {
            Directory.CreateDirectory(folder);
            using (var stream = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                isOpened = true;
                content(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(aside, whole, replace);
        }
        catch (Exception exception)
        {
            if (isOpened)
            {
                Delete(aside);
            }

            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new IOException(
                    $"{whole}: received \"{exception.Message}\" when writing it; expected a place that takes new files. Check the permissions and the free "
                    + "space there, or choose another place.", exception);
            }

            throw;
        }
    }

    /// <summary>Writes a text file in UTF-8.</summary>
    public static void WriteText(string path, string text, bool replace = true) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)), replace);

    /// <summary>
    /// Deletes what killed processes left aside in a folder and below it. Only for who has the folder alone: what another process is just writing would go too.
    /// </summary>
    public static void Clean(string folder)
    {
        foreach (string left in Directory.EnumerateFiles(folder, ".*.tmp", s_deep).Where(path => IsAside(Path.GetFileName(path))))
        {
            Delete(left);
        }
    }

    // .NAME.GUID.tmp
    static bool IsAside(string name) => name.Split('.') is [.., _, { Length: 32 } id, "tmp"] && Guid.TryParseExact(id, "N", out _);

    static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The error that led here matters more than what is left aside.
        }
    }
}
