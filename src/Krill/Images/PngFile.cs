namespace Krill.Images;

/// <summary>Writes pictures as PNG files; <see cref="Picture.Read(string)"/> reads them.</summary>
public static class PngFile
{
    /// <summary>Writes a file. It appears whole, by rename; one that is there is replaced.</summary>
    /// <param name="path">Where; folders that do not exist are made.</param>
    /// <param name="picture">The picture.</param>
    /// <exception cref="IOException">It could not be written. The message names the path.</exception>
    public static void Write(string path, Picture picture)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(picture);
        Files.AtomicFile.Write(path, stream => PngWriter.Write(stream, picture));
    }

    /// <summary>Writes a PNG file's bytes to a stream, which stays open.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="picture">The picture.</param>
    public static void Write(Stream stream, Picture picture)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(picture);
        PngWriter.Write(stream, picture);
    }
}
