using System.Buffers.Binary;
using System.IO.Compression;

namespace Krill.Images;

/// <summary>Writes PNG (ISO/IEC 15948): 8 bits a value, grey or colour, not interlaced.</summary>
internal static class PngWriter
{
    public static void Write(Stream stream, Picture picture)
    {
        stream.Write(PngFormat.Signature);
        Span<byte> header = stackalloc byte[PngFormat.HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], picture.Height);
        header[8] = 8;
        header[9] = (byte)(picture.Channels == 1 ? PngFormat.Grey : PngFormat.Colour);
        header[10..].Clear(); // deflate, the five filters, not interlaced
        WriteChunk(stream, PngFormat.Header, header);
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            WriteRows(zlib, picture);
        }

        WriteChunk(stream, PngFormat.Data, data.GetBuffer().AsSpan(0, (int)data.Length));
        WriteChunk(stream, PngFormat.End, []);
    }

    /// <summary>Each row by the filter whose bytes, as signed numbers, have the least sum: the specification's advice (section 12.8), which packs well.</summary>
    static void WriteRows(Stream stream, Picture picture)
    {
        int length = picture.Width * picture.Channels;
        ReadOnlySpan<byte> above = new byte[length];
        byte[] best = new byte[length + 1], tried = new byte[length + 1];
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<byte> row = picture.Pixels.Slice(y * length, length);
            long least = long.MaxValue;
            for (int filter = 0; filter < PngFilter.Count; filter++)
            {
                tried[0] = (byte)filter;
                PngFilter.Apply(filter, row, above, picture.Channels, tried.AsSpan(1));
                long sum = Magnitude(tried.AsSpan(1));
                if (sum < least)
                {
                    least = sum;
                    (best, tried) = (tried, best);
                }
            }

            stream.Write(best);
            above = row;
        }
    }

    static long Magnitude(ReadOnlySpan<byte> bytes)
    {
        long sum = 0;
        foreach (byte value in bytes)
        {
            sum += Math.Abs((int)(sbyte)value);
        }

        return sum;
    }

    static void WriteChunk(Stream stream, uint type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        stream.Write(word);
        BinaryPrimitives.WriteUInt32BigEndian(word, type);
        uint crc = Crc32.Of(word);
        stream.Write(word);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc32.Of(data, crc));
        stream.Write(word);
    }
}
