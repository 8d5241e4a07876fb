namespace Krill.Images;

/// <summary>Turns the stored rows of a PNG file into pixels: grey or colour, 8 bits, what is transparent over white.</summary>
internal sealed class PngPixels
{
    const byte White = 255;

    readonly PngHeader _header;
    // Of an indexed picture: the colours, laid over white.
    readonly byte[] _colours = [];
    // Of a picture without alpha: the values that are transparent; none when empty.
    readonly int[] _transparent = [];
    readonly PictureBytes _file;

    public PngPixels(PictureBytes file, PngHeader header, byte[] palette, byte[] transparency)
    {
        _file = file;
        _header = header;
        if (header.Colour == PngFormat.Indexed)
        {
            _colours = Colours(palette, transparency);
        }
        else if (header.Colour is PngFormat.Grey or PngFormat.Colour && transparency.Length > 0)
        {
            if (transparency.Length != 2 * header.Samples)
            {
                throw file.Wrong($"a transparent colour of {transparency.Length} bytes", $"{2 * header.Samples}");
            }

            _transparent = [.. Enumerable.Range(0, header.Samples).Select(i => (transparency[2 * i] << 8) | transparency[(2 * i) + 1])];
        }

        bool isGrey = header.Colour switch
        {
            PngFormat.Indexed => Enumerable.Range(0, _colours.Length / 3).All(i => _colours[3 * i] == _colours[(3 * i) + 1] && _colours[3 * i] == _colours[(3 * i) + 2]),
            PngFormat.Grey or PngFormat.GreyAlpha => true,
            _ => false,
        };
        Channels = isGrey ? 1 : 3;
    }

    /// <summary>Values a pixel: 1 or 3.</summary>
    public int Channels { get; }

    /// <summary>Turns a row as stored, filters undone, into pixels.</summary>
    public void Convert(ReadOnlySpan<byte> row, Span<byte> line)
    {
        bool hasAlpha = _header.Colour is PngFormat.GreyAlpha or PngFormat.ColourAlpha;
        if (_header.Colour == PngFormat.Indexed)
        {
            Look(row, line);
        }
        else if (hasAlpha)
        {
            Compose(row, line);
        }
        else if (_header.Depth == 8)
        {
            row.CopyTo(line);
        }
        else
        {
            for (int i = 0; i < line.Length; i++)
            {
                line[i] = Byte(Sample(row, i));
            }
        }

        if (_transparent.Length > 0)
        {
            Clear(row, line);
        }
    }

    void Look(ReadOnlySpan<byte> row, Span<byte> line)
    {
        int count = line.Length / Channels;
        for (int x = 0; x < count; x++)
        {
            int index = Sample(row, x);
            if (3 * index >= _colours.Length)
            {
                throw _file.Wrong($"a pixel of colour {index}", $"0 to {(_colours.Length / 3) - 1}, those of the palette");
            }

            _colours.AsSpan(3 * index, Channels).CopyTo(line[(x * Channels)..]);
        }
    }

    void Compose(ReadOnlySpan<byte> row, Span<byte> line)
    {
        int samples = Channels + 1;
        for (int x = 0, to = 0; to < line.Length; x++)
        {
            byte alpha = Byte(Sample(row, (x * samples) + Channels));
            for (int channel = 0; channel < Channels; channel++, to++)
            {
                line[to] = OverWhite(Byte(Sample(row, (x * samples) + channel)), alpha);
            }
        }
    }

    /// <summary>A whole value of 16 bits counts, so this looks at what is stored.</summary>
    void Clear(ReadOnlySpan<byte> row, Span<byte> line)
    {
        for (int first = 0; first < line.Length; first += Channels)
        {
            int channel = 0;
            while (channel < Channels && Sample(row, first + channel) == _transparent[channel])
            {
                channel++;
            }

            if (channel == Channels)
            {
                line.Slice(first, Channels).Fill(White);
            }
        }
    }

    byte[] Colours(byte[] palette, byte[] transparency)
    {
        int most = 1 << _header.Depth;
        if (palette.Length == 0 || palette.Length % 3 != 0 || palette.Length > 3 * most)
        {
            throw _file.Wrong($"a palette of {palette.Length} bytes", $"three a colour, for 1 to {most} colours");
        }

        if (3 * transparency.Length > palette.Length)
        {
            throw _file.Wrong($"{transparency.Length} transparent colours", $"at most {palette.Length / 3}, those of the palette");
        }

        byte[] colours = [.. palette];
        for (int i = 0; i < 3 * transparency.Length; i++)
        {
            colours[i] = OverWhite(palette[i], transparency[i / 3]);
        }

        return colours;
    }

    int Sample(ReadOnlySpan<byte> row, int i)
    {
        switch (_header.Depth)
        {
            case 8:
                return row[i];
            case 16:
                return (row[2 * i] << 8) | row[(2 * i) + 1];
            default:
                int bit = i * _header.Depth;
                return (row[bit >> 3] >> (8 - _header.Depth - (bit & 7))) & ((1 << _header.Depth) - 1);
        }
    }

    /// <summary>A value as 8 bits: to the nearest, the greatest to 255.</summary>
    byte Byte(int sample) => _header.Depth switch
    {
        8 => (byte)sample,
        16 => (byte)(((sample * 255) + 32_895) >> 16),
        _ => (byte)(sample * 255 / ((1 << _header.Depth) - 1)),
    };

    static byte OverWhite(byte value, byte alpha) => (byte)(((value * alpha) + (White * (White - alpha)) + 127) / 255);
}
