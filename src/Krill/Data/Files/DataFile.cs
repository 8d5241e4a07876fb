using System.IO.Compression;

namespace Krill.Data;

/// <summary>Opens the files of datasets, and turns what can go wrong with a file into a <see cref="DataException"/>.</summary>
internal static class DataFile
{
    /// <summary>What a gzip stream can at most become, by its format (deflate codes 258 bytes in 2 bits).</summary>
    public const int LargestExpansion = 1032;

    /// <summary>Reads a file with a function that is given its bytes, unpacked if they are gzip by their content, and its size.</summary>
    public static T Read<T>(string path, Func<Stream, bool, long, T> read)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            bool zipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            using Stream content = zipped ? new GZipStream(file, CompressionMode.Decompress) : file;
            return read(content, zipped, file.Length);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException(path, "no such file", "a file of the dataset", "Put it there.", error);
        }
        catch (InvalidDataException error)
        {
            throw new DataException(path, $"a damaged gzip stream ({error.Message.TrimEnd('.')})", "a whole one", Refetch, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, $"an error of the system ({error.Message.TrimEnd('.')})", "a file that can be read", "Check its permissions and the disk.", error);
        }
    }

    /// <summary>The cure of a file whose bytes are wrong.</summary>
    public const string Refetch = "Delete the file and fetch it again from its authors.";
}
