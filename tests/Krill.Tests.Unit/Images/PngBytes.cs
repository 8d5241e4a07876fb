using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Krill.Tests.Unit.Images;

/// <summary>Makes PNG files of every kind, value by value after the specification and with nothing of the library.</summary>
internal sealed class PngBytes
{
    public required int Height { get; init; }

    public required int Width { get; init; }

    public required int Colour { get; init; }

    public required int Depth { get; init; }

    public bool IsInterlaced { get; init; }

    /// <summary>The filter of a row; 0 to 4 in turn by default.</summary>
    public Func<int, int> Filter { get; init; } = row => row % 5;

    /// <summary>Chunks between the header and the pixels.</summary>
    public IReadOnlyList<byte[]> Chunks { get; init; } = [];

    /// <summary>The value at (row, column, which of the pixel's).</summary>
    public required Func<int, int, int, int> Sample { get; init; }

    public int Samples => Colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public static byte[] Signature => [137, 80, 78, 71, 13, 10, 26, 10];

    public byte[] Header => Chunk("IHDR", [.. Word(Width), .. Word(Height), (byte)Depth, (byte)Colour, 0, 0, (byte)(IsInterlaced ? 1 : 0)]);

    public byte[] Make() => [.. Signature, .. Header, .. Chunks.SelectMany(chunk => chunk), .. Chunk("IDAT", Pack(Rows())), .. Chunk("IEND", [])];

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. Word(data.Length), .. body, .. Word((int)Crc(body))];
    }

    public static byte[] Pack(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            zlib.Write(rows);
        }

        return packed.ToArray();
    }

    /// <summary>All rows, filtered, of all passes.</summary>
    public byte[] Rows()
    {
        (int Top, int Left, int Down, int Right)[] passes = IsInterlaced
            ? [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
            : [(0, 0, 1, 1)];
        List<byte> rows = [];
        foreach ((int top, int left, int down, int right) in passes)
        {
            if (left >= Width)
            {
                continue;
            }

            byte[] above = [];
            for (int y = top, number = 0; y < Height; y += down, number++)
            {
                byte[] row = Row(y, left, right);
                rows.Add((byte)Filter(number));
                rows.AddRange(Filtered(Filter(number), row, above.Length > 0 ? above : new byte[row.Length]));
                above = row;
            }
        }

        return [.. rows];
    }

    byte[] Row(int y, int left, int right)
    {
        var bits = new StringBuilder();
        for (int x = left; x < Width; x += right)
        {
            for (int sample = 0; sample < Samples; sample++)
            {
                bits.Append(Convert.ToString(Sample(y, x, sample), 2).PadLeft(Depth, '0'));
            }
        }

        string text = bits.ToString();
        text = text.PadRight((text.Length + 7) / 8 * 8, '1'); // what fills the last byte does not matter
        return [.. Enumerable.Range(0, text.Length / 8).Select(i => Convert.ToByte(text.Substring(8 * i, 8), 2))];
    }

    byte[] Filtered(int filter, byte[] row, byte[] above)
    {
        int step = Math.Max(1, Samples * Depth / 8);
        byte[] stored = new byte[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            int a = i < step ? 0 : row[i - step], b = above[i], c = i < step ? 0 : above[i - step];
            int p = a + b - c;
            int paeth = new[] { a, b, c }.MinBy(value => Math.Abs(p - value)); // the first of equals
            int[] predictions = [0, a, b, (a + b) / 2, paeth];
            stored[i] = (byte)(row[i] - (filter < 5 ? predictions[filter] : 0));
        }

        return stored;
    }

    public static byte[] Word(int value)
    {
        byte[] word = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, value);
        return word;
    }

    /// <summary>The remainder of the bytes as a polynomial, bit by bit.</summary>
    static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool isOdd = (((crc ^ (uint)(value >> bit)) & 1) == 1);
                crc = (crc >> 1) ^ (isOdd ? 0xEDB88320 : 0);
            }
        }

        return ~crc;
    }
}
