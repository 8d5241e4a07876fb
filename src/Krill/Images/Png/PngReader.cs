using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Krill.Data;

namespace Krill.Images;

/// <summary>Reads PNG (ISO/IEC 15948): every kind of colour and depth, interlaced or not, with all checksums.</summary>
internal sealed class PngReader(PictureBytes file)
{
    /// <summary>What deflate can at most make of a byte: it codes 258 bytes in 2 bits.</summary>
    const int LargestExpansion = 1032;

    // Packed pixels may come in many chunks.
    readonly List<ReadOnlyMemory<byte>> _data = [];
    long _packedLength;
    PngHeader _header;
    byte[] _palette = [];
    byte[] _transparency = [];

    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith(PngFormat.Signature);

    public Picture Read()
    {
        ReadChunks();
        var pixels = new PngPixels(file, _header, _palette, _transparency);
        RequireData();
        var shape = new ImageShape(_header.Height, _header.Width, pixels.Channels);
        byte[] values = new byte[shape.Length];
        try
        {
            using var stream = new ZLibStream(Packed(), CompressionMode.Decompress);
            ReadPasses(stream, pixels, values);
            // Also has the stream compare its checksum.
            if (stream.ReadByte() != -1)
            {
                throw file.Wrong("more pixels than the picture has", $"those of {shape.Height}×{shape.Width}");
            }
        }
        catch (InvalidDataException error)
        {
            throw file.Wrong($"damaged pixels ({error.Message.TrimEnd('.')})", "a whole zlib stream");
        }

        return new Picture(shape, values);
    }

    void ReadChunks()
    {
        int position = PngFormat.Signature.Length;
        bool hasHeader = false;
        while (true)
        {
            (uint type, ReadOnlyMemory<byte> chunk) = Chunk(position);
            position += chunk.Length + 12;
            if (hasHeader == (type == PngFormat.Header))
            {
                throw file.Wrong($"the chunk {Name(type)}{(hasHeader ? " twice" : " first")}", $"the chunk {Name(PngFormat.Header)} first, and once");
            }

            switch (type)
            {
                case PngFormat.Header:
                    _header = PngHeader.Read(file, chunk.Span);
                    hasHeader = true;
                    break;
                case PngFormat.Palette:
                    _palette = chunk.ToArray();
                    break;
                case PngFormat.Transparency:
                    _transparency = chunk.ToArray();
                    break;
                case PngFormat.Data:
                    _data.Add(chunk);
                    _packedLength += chunk.Length;
                    break;
                case PngFormat.End:
                    return;
                default:
                    RequireKnown(type);
                    break;
            }
        }
    }

    (uint Type, ReadOnlyMemory<byte> Content) Chunk(int position)
    {
        ReadOnlySpan<byte> rest = file.Bytes.AsSpan(position);
        long length = rest.Length < 12 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (rest.Length < length + 12)
        {
            throw file.Wrong($"{file.Bytes.Length} bytes, which end within a chunk", $"whole chunks up to {Name(PngFormat.End)}");
        }

        int count = (int)length;
        uint type = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        uint stated = BinaryPrimitives.ReadUInt32BigEndian(rest[(count + 8)..]);
        uint crc = Crc32.Of(rest.Slice(4, count + 4));
        if (crc != stated)
        {
            throw file.Wrong($"a chunk {Name(type)} with the checksum {crc:X8}", $"{stated:X8}, as it states");
        }

        return (type, file.Bytes.AsMemory(position + 8, count));
    }

    /// <summary>A capital first letter marks a chunk without which a picture cannot be understood.</summary>
    void RequireKnown(uint type)
    {
        if ((type & 0x20000000) == 0)
        {
            throw file.Wrong($"the chunk {Name(type)}, without which the picture cannot be understood", "those of the PNG specification");
        }
    }

    /// <summary>Refuses what cannot hold the picture, before memory is taken for it.</summary>
    void RequireData()
    {
        long expected = Passes().Sum(pass => pass.Height * (_header.RowLength(pass.Width) + 1));
        if (expected > _packedLength * LargestExpansion)
        {
            throw TooShort($"{_packedLength} packed bytes of pixels", expected);
        }
    }

    MemoryStream Packed()
    {
        var packed = new MemoryStream((int)_packedLength);
        foreach (ReadOnlyMemory<byte> chunk in _data)
        {
            packed.Write(chunk.Span);
        }

        packed.Position = 0;
        return packed;
    }

    DataException TooShort(string received, long expected) =>
        file.Wrong(received, $"{expected} bytes when unpacked, a picture of {_header.Height}×{_header.Width} pixels");

    IEnumerable<PngPass> Passes() => _header.IsInterlaced ? PngPass.Adam7(_header) : [PngPass.Whole(_header)];

    void ReadPasses(Stream stream, PngPixels pixels, byte[] values)
    {
        foreach (PngPass pass in Passes())
        {
            int length = (int)_header.RowLength(pass.Width);
            byte[] row = new byte[length], above = new byte[length];
            byte[] line = new byte[pass.Width * pixels.Channels];
            for (int y = 0; y < pass.Height; y++)
            {
                int filter = stream.ReadByte();
                int count = stream.ReadAtLeast(row, length, throwOnEndOfStream: false);
                if (count < length)
                {
                    throw TooShort("pixels that end early", Passes().Sum(whole => whole.Height * (_header.RowLength(whole.Width) + 1)));
                }

                if (filter >= PngFilter.Count)
                {
                    throw file.Wrong($"a row with filter {filter}", $"one of 0 to {PngFilter.Count - 1}");
                }

                PngFilter.Undo(filter, row, above, _header.Step);
                pixels.Convert(row, line);
                pass.Place(line, y, pixels.Channels, values.AsSpan(), _header.Width);
                (row, above) = (above, row);
            }
        }
    }

    static string Name(uint type)
    {
        Span<byte> letters = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(letters, type);
        return Encoding.Latin1.GetString(letters);
    }
}
