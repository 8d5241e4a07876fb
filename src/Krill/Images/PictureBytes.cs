using Krill.Data;

namespace Krill.Images;

/// <summary>The bytes of a picture's file, and the errors that tell of it.</summary>
internal sealed class PictureBytes
{
    const string Anew = "The file is damaged or cut off: save the picture anew, or leave it out.";
    const long MostBytes = 1 << 30;

    readonly string _where;

    PictureBytes(string where, byte[] bytes)
    {
        _where = where;
        Bytes = bytes;
    }

    public byte[] Bytes { get; }

    /// <summary>The first bytes, for an error.</summary>
    public string Beginning => Convert.ToHexString(Bytes.AsSpan(0, Math.Min(8, Bytes.Length)));

    public static PictureBytes Of(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            RequireSize(path, stream.Length);
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return new PictureBytes(path, bytes);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException(path, "no such file", "a picture", "Check the path.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException(
                path, $"an error of the system ({error.Message.TrimEnd('.')})", "a file that can be read", "Check its permissions and the disk.", error);
        }
    }

    public static PictureBytes Of(Stream stream)
    {
        using var memory = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        for (int count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
        {
            memory.Write(buffer, 0, count);
            RequireSize("Picture", memory.Length);
        }

        return new PictureBytes("Picture", memory.ToArray());
    }

    public DataException Wrong(string received, string expected, string cure = Anew) => new(_where, received, expected, cure);

    /// <exception cref="DataException">A side is not positive, or there are more pixels than a picture may have.</exception>
    public void RequirePixels(long height, long width)
    {
        if (height < 1 || width < 1 || height * width > Picture.MostPixels)
        {
            throw Wrong(
                $"a picture of {height}×{width} pixels", $"at least 1×1, and at most {Picture.MostPixels} pixels", "Make the picture smaller, or leave it out.");
        }
    }

    static void RequireSize(string where, long length)
    {
        if (length > MostBytes)
        {
            throw new DataException(where, $"{length} bytes", $"a picture of at most {MostBytes} bytes", "Make the picture smaller, or leave it out.");
        }
    }
}
