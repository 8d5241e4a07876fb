using System.Buffers.Binary;
using Krill.Data;

namespace Krill.Images;

/// <summary>How a camera was held: EXIF's tag 0x0112, 1 for upright to 8. What cannot be understood counts as upright, since the pixels are whole.</summary>
internal static class ExifOrientation
{
    public const int Upright = 1;

    const int Tag = 0x0112;
    const int EntryLength = 12;

    static ReadOnlySpan<byte> Beginning => "Exif\0\0"u8;

    /// <summary>The orientation in a segment APP1; null where it is not EXIF's or has none.</summary>
    public static int? Read(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith(Beginning) || segment.Length < Beginning.Length + 8)
        {
            return null;
        }

        ReadOnlySpan<byte> tiff = segment[Beginning.Length..];
        bool isBig = tiff[0] == 'M';
        uint start = isBig ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (start + 2L > tiff.Length)
        {
            return null;
        }

        ReadOnlySpan<byte> entries = tiff[((int)start + 2)..];
        int count = Math.Min(Short(tiff[(int)start..], isBig), entries.Length / EntryLength);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = entries.Slice(i * EntryLength, EntryLength);
            if (Short(entry, isBig) == Tag)
            {
                return Short(entry[8..], isBig) is var value and >= 1 and <= 8 ? value : null;
            }
        }

        return null;
    }

    /// <summary>The picture as it is meant to be seen.</summary>
    public static Picture Upturned(Picture picture, int orientation)
    {
        if (orientation == Upright)
        {
            return picture;
        }

        bool isTurned = orientation >= 5;
        (int height, int width) = isTurned ? (picture.Width, picture.Height) : (picture.Height, picture.Width);
        int bottom = picture.Height - 1, right = picture.Width - 1, channels = picture.Channels;
        byte[] pixels = new byte[picture.Pixels.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (int row, int column) = orientation switch
                {
                    2 => (y, right - x),
                    3 => (bottom - y, right - x),
                    4 => (bottom - y, x),
                    5 => (x, y),
                    6 => (bottom - x, y),
                    7 => (bottom - x, right - y),
                    _ => (x, right - y),
                };
                picture.Pixels.Slice(((row * picture.Width) + column) * channels, channels).CopyTo(pixels.AsSpan(((y * width) + x) * channels));
            }
        }

        return new Picture(new ImageShape(height, width, channels), pixels);
    }

    static int Short(ReadOnlySpan<byte> bytes, bool isBig) =>
        isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
