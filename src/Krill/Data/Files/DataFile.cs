using System.Buffers.Binary;
using System.IO.Compression;

namespace Krill.Data;

/// <summary>An open file of a dataset.</summary>
/// <param name="Content">Its bytes, unpacked if they are gzip by their content.</param>
/// <param name="Zipped">Whether they are.</param>
/// <param name="Length">The bytes of the file itself.</param>
/// <param name="StatedLength">Of a gzip file, the length (modulo 2³²) of the content that its last four bytes state.</param>
internal readonly record struct DataFile(Stream Content, bool Zipped, long Length, uint StatedLength)
{
    /// <summary>The cure of a file whose bytes are wrong.</summary>
    public const string Refetch = "Delete the file and fetch it again from its authors.";

    /// <summary>What a gzip file can at most become, by its format (deflate codes 258 bytes in 2 bits).</summary>
    const int LargestExpansion = 1032;

    /// <summary>More bytes than these cannot be in the file.</summary>
    public long LargestContent => Zipped ? Length * LargestExpansion : Length;

    /// <summary>Reads a file with a function, and turns what can go wrong with a file into a <see cref="DataException"/>.</summary>
    public static T Read<T>(string path, Func<DataFile, T> read)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            bool zipped = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
            uint stated = zipped ? LastWord(stream) : 0;
            stream.Position = 0;
            using Stream content = zipped ? new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true) : stream;
            return read(new DataFile(content, zipped, stream.Length, stated));
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
            throw new DataException(
                path, $"an error of the system ({error.Message.TrimEnd('.')})", "a file that can be read", "Check its permissions and the disk.", error);
        }
    }

    static uint LastWord(FileStream stream)
    {
        Span<byte> word = stackalloc byte[4];
        stream.Position = Math.Max(0, stream.Length - word.Length);
        stream.ReadAtLeast(word, word.Length, throwOnEndOfStream: false);
        return BinaryPrimitives.ReadUInt32LittleEndian(word);
    }
}
