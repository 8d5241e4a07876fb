using Krill.Data;

namespace Krill.Images;

/// <summary>A picture of one byte a value: grey, or red, green and blue.</summary>
/// <remarks>The pixels lie row after row from the top, the channels of a pixel side by side. A picture never changes, so threads may share it.</remarks>
public sealed class Picture
{
    /// <summary>More pixels than these (2²⁷, 134 million) are refused, so that a wrong or hostile file cannot take all memory.</summary>
    internal const long MostPixels = 1 << 27;

    readonly byte[] _pixels;

    /// <summary>Makes a picture of its pixels. The array is kept, not copied: do not change it afterwards.</summary>
    /// <param name="shape">Height and width, at least 1 each, and the channels: 1 for grey, 3 for red, green and blue.</param>
    /// <param name="pixels">Height × width × channels bytes, 0 for dark to 255 for bright.</param>
    /// <exception cref="ArgumentException">The shape is none of a picture, or the number of bytes is not its.</exception>
    public Picture(ImageShape shape, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (shape.Height < 1 || shape.Width < 1 || shape.Channels is not (1 or 3) || (long)shape.Height * shape.Width > MostPixels)
        {
            throw new ArgumentException(
                $"Picture: received the shape {shape}; expected a height and a width of at least 1, at most {MostPixels} pixels, and 1 channel (grey) or 3 (red, green, blue).",
                nameof(shape));
        }

        if (pixels.Length != shape.Length)
        {
            throw new ArgumentException($"Picture: received {pixels.Length} bytes; expected {shape.Length}, a picture of {shape}.", nameof(pixels));
        }

        Shape = shape;
        _pixels = pixels;
    }

    /// <summary>Height, width and channels.</summary>
    public ImageShape Shape { get; }

    /// <summary>Rows.</summary>
    public int Height => Shape.Height;

    /// <summary>Columns.</summary>
    public int Width => Shape.Width;

    /// <summary>Values a pixel: 1 or 3.</summary>
    public int Channels => Shape.Channels;

    /// <summary>The values: row after row, the channels of a pixel side by side.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>Reads a PNG file, of every kind that the format has, or a JPEG file, baseline or progressive. What it is, its content tells, not its name.</summary>
    /// <remarks>
    /// Of PNG: what is transparent is laid over white, as most viewers show it; values of 16 bits are rounded to 8; a palette of greys gives a grey picture.
    /// Of JPEG: the pixels are those of libjpeg, coarser colours interpolated; a camera's orientation is applied; CMYK, arithmetic coding and 12 bits are
    /// refused. Colour profiles and gamma are not applied.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">The file cannot be read, is no picture of a known format, is damaged, or has more than 2²⁷ pixels.</exception>
    public static Picture Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Read(PictureBytes.Of(path));
    }

    /// <summary>Reads a picture from a stream, as <see cref="Read(string)"/> does from a file.</summary>
    /// <param name="stream">The stream, which is read to its end and stays open.</param>
    /// <exception cref="DataException">It holds no picture of a known format, is damaged, or has more than 2²⁷ pixels.</exception>
    public static Picture Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(PictureBytes.Of(stream));
    }

    static Picture Read(PictureBytes file) =>
        PngReader.IsPng(file.Bytes) ? new PngReader(file).Read()
        : JpegReader.IsJpeg(file.Bytes) ? new JpegReader(file).Read()
        : throw file.Wrong(
            file.Bytes.Length == 0 ? "an empty file" : $"a file that begins with {file.Beginning}", "a PNG or JPEG file", "Save the picture as PNG or JPEG, or leave it out.");
}
