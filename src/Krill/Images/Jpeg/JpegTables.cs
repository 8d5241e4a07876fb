using System.Buffers.Binary;

namespace Krill.Images;

/// <summary>The tables of a JPEG file as they stand at a scan: a later one takes the place of an earlier one.</summary>
/// <param name="file">The file, for errors.</param>
internal sealed class JpegTables(PictureBytes file)
{
    readonly ushort[]?[] _quantization = new ushort[4][];
    readonly JpegHuffman?[] _first = new JpegHuffman[4];
    readonly JpegHuffman?[] _others = new JpegHuffman[4];

    /// <summary>Units between restarts; 0 for none.</summary>
    public int RestartInterval { get; set; }

    public void ReadQuantization(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            (int kind, int number) = (segment[0] >> 4, segment[0] & 15);
            int length = 1 + (64 * (kind + 1));
            if (kind > 1 || number > 3 || segment.Length < length)
            {
                throw file.Wrong($"a quantization table {segment[0]:X2} of {segment.Length} bytes", "tables 0 to 3 of 8 or 16 bits");
            }

            ushort[] table = new ushort[64];
            for (int i = 0; i < 64; i++)
            {
                table[JpegScan.ZigZag[i]] = kind == 0 ? segment[1 + i] : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + (2 * i))..]);
            }

            _quantization[number] = table;
            segment = segment[length..];
        }
    }

    public void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            (int kind, int number) = (segment[0] >> 4, segment[0] & 15);
            int count = 0;
            for (int i = 1; i <= 16 && i < segment.Length; i++)
            {
                count += segment[i];
            }

            if (kind > 1 || number > 3 || segment.Length < 17 + count || count > 256)
            {
                throw file.Wrong($"a Huffman table {segment[0]:X2} of {segment.Length} bytes and {count} codes", "tables 0 to 3 of at most 256 codes");
            }

            (kind == 0 ? _first : _others)[number] = new JpegHuffman(file, segment.Slice(1, 16), segment.Slice(17, count));
            segment = segment[(17 + count)..];
        }
    }

    /// <summary>The components of a scan, with the tables that it needs.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="entries">Two bytes a component: its number and its tables.</param>
    /// <param name="first">The first coefficient of the scan.</param>
    /// <param name="bitBefore">The bit of the coefficients that was stored before.</param>
    public JpegComponent[] Components(JpegFrame frame, ReadOnlySpan<byte> entries, int first, int bitBefore)
    {
        var components = new JpegComponent[entries.Length / 2];
        for (int i = 0; i < components.Length; i++)
        {
            int id = entries[2 * i], tables = entries[(2 * i) + 1];
            JpegComponent component = frame.Components.FirstOrDefault(component => component.Id == id)
                ?? throw file.Wrong($"a scan of component {id}", $"one of {string.Join(", ", frame.Components.Select(component => component.Id))}");
            if (components.Contains(component))
            {
                throw file.Wrong($"a scan with component {id} twice", "each component once");
            }

            component.Quantization ??= _quantization[component.QuantizationTable] ?? throw Missing("quantization table", component.QuantizationTable);
            bool needsFirst = !frame.IsProgressive || (first == 0 && bitBefore == 0), needsOthers = !frame.IsProgressive || first > 0;
            component.First = needsFirst ? Table(_first, tables >> 4) : null;
            component.Others = needsOthers ? Table(_others, tables & 15) : null;
            components[i] = component;
        }

        return components;
    }

    JpegHuffman Table(JpegHuffman?[] tables, int number) => (number < 4 ? tables[number] : null) ?? throw Missing("Huffman table", number);

    Data.DataException Missing(string what, int number) => file.Wrong($"no {what} {number}", "the tables that the pixels need before them");
}
