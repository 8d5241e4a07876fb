using System.Buffers.Binary;

namespace Krill.Images;

/// <summary>The first chunk of a PNG file: size, kind of colour, and how it is stored.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Depth">Bits a value: 1, 2, 4, 8 or 16.</param>
/// <param name="Colour">The kind of colour: one of those of <see cref="PngFormat"/>.</param>
/// <param name="IsInterlaced">Whether the pixels come in Adam7's seven passes.</param>
internal readonly record struct PngHeader(int Height, int Width, int Depth, int Colour, bool IsInterlaced)
{
    /// <summary>Values a pixel as stored.</summary>
    public int Samples => Colour switch { PngFormat.Colour => 3, PngFormat.GreyAlpha => 2, PngFormat.ColourAlpha => 4, _ => 1 };

    /// <summary>Bytes of a row of some pixels, without its filter.</summary>
    public long RowLength(int width) => (((long)width * Samples * Depth) + 7) / 8;

    /// <summary>Bytes from a pixel to the next, as filters see them.</summary>
    public int Step => Math.Max(1, Samples * Depth / 8);

    public static PngHeader Read(PictureBytes file, ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length != PngFormat.HeaderLength)
        {
            throw file.Wrong($"a header of {chunk.Length} bytes", $"{PngFormat.HeaderLength}");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(chunk);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);
        file.RequirePixels(height, width);
        var header = new PngHeader((int)height, (int)width, chunk[8], chunk[9], chunk[12] == 1);
        bool isKnown = header.Colour switch
        {
            PngFormat.Grey => header.Depth is 1 or 2 or 4 or 8 or 16,
            PngFormat.Indexed => header.Depth is 1 or 2 or 4 or 8,
            PngFormat.Colour or PngFormat.GreyAlpha or PngFormat.ColourAlpha => header.Depth is 8 or 16,
            _ => false,
        };
        if (!isKnown)
        {
            throw file.Wrong($"the colour type {header.Colour} with {header.Depth} bits", "a pair that the PNG specification has");
        }

        if (chunk[10] != 0 || chunk[11] != 0 || chunk[12] > 1)
        {
            throw file.Wrong($"compression {chunk[10]}, filters {chunk[11]} and interlacing {chunk[12]}", "0, 0 and 0 or 1, all that the PNG specification has");
        }

        return header;
    }
}
