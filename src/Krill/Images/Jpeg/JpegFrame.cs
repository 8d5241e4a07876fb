using System.Buffers.Binary;

namespace Krill.Images;

/// <summary>The frame of a JPEG file: its size and components.</summary>
internal sealed class JpegFrame
{
    JpegFrame(int height, int width, bool isProgressive, JpegComponent[] components)
    {
        Height = height;
        Width = width;
        IsProgressive = isProgressive;
        Components = components;
        Across = components.Max(component => component.Across);
        Down = components.Max(component => component.Down);
        UnitsAcross = (width + (8 * Across) - 1) / (8 * Across);
        UnitsDown = (height + (8 * Down) - 1) / (8 * Down);
        foreach (JpegComponent component in components)
        {
            component.Place(this);
        }
    }

    public int Height { get; }

    public int Width { get; }

    public bool IsProgressive { get; }

    public IReadOnlyList<JpegComponent> Components { get; }

    /// <summary>The most columns of blocks that a component has in a unit.</summary>
    public int Across { get; }

    /// <summary>The most rows of blocks that a component has in a unit.</summary>
    public int Down { get; }

    public int UnitsAcross { get; }

    public int UnitsDown { get; }

    public static JpegFrame Read(PictureBytes file, byte marker, ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6 || segment.Length != 6 + (3 * segment[5]))
        {
            throw file.Wrong($"a frame header of {segment.Length} bytes", "6, and 3 for each component");
        }

        if (segment[0] != 8)
        {
            throw file.Wrong($"a JPEG file of {segment[0]} bits a value", "8 bits", "Save the picture as an ordinary JPEG or as PNG, or leave it out.");
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        file.RequirePixels(height, width);
        int count = segment[5];
        if (count is not (1 or 3))
        {
            throw file.Wrong(
                count == 4 ? "a JPEG file of four colours (CMYK, for printing)" : $"a JPEG file of {count} components", "grey, or red, green and blue",
                "Save the picture in RGB, or leave it out.");
        }

        var components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = segment.Slice(6 + (3 * i), 3);
            (int across, int down) = (entry[1] >> 4, entry[1] & 15);
            if (across is < 1 or > 4 || down is < 1 or > 4 || entry[2] > 3)
            {
                throw file.Wrong($"a component of {across}×{down} blocks a unit and table {entry[2]}", "1 to 4 each way, and tables 0 to 3");
            }

            // One component alone has units of one block, whatever it says.
            components[i] = count == 1 ? new JpegComponent(entry[0], 1, 1, entry[2]) : new JpegComponent(entry[0], across, down, entry[2]);
        }

        var frame = new JpegFrame(height, width, marker == JpegMarker.Progressive, components);
        frame.Allocate(file);
        return frame;
    }

    /// <summary>Every block has a bit at least, so memory is taken only for files that can fill it.</summary>
    void Allocate(PictureBytes file)
    {
        long blocks = Components.Sum(component => (long)component.BlocksAcross * component.BlocksDown);
        if (blocks / 8 > file.Bytes.Length)
        {
            throw file.Wrong($"{file.Bytes.Length} bytes", $"at least {blocks / 8}, which a picture of {Height}×{Width} pixels takes");
        }

        if (blocks * 64 > Array.MaxLength)
        {
            throw file.Wrong($"a JPEG file of {blocks} blocks", $"at most {Array.MaxLength / 64}", "Make the picture smaller, or leave it out.");
        }

        foreach (JpegComponent component in Components)
        {
            component.Allocate();
        }
    }
}
