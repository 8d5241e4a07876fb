namespace Krill.Images;

/// <summary>A Huffman table: codes of 1 to 16 bits, the shorter first, each length's in counting order (ITU-T T.81, annex C).</summary>
internal sealed class JpegHuffman
{
    const int MostBits = 16;
    const int QuickBits = 9;

    // Of the next nine bits: the code's length and its symbol; a length of 0 for longer codes.
    readonly (byte Length, byte Symbol)[] _quick = new (byte, byte)[1 << QuickBits];
    // Of each length: the code behind its last one, and what to add to a code for the place of its symbol.
    readonly int[] _behind = new int[MostBits + 1];
    readonly int[] _offset = new int[MostBits + 1];
    readonly byte[] _symbols;
    readonly PictureBytes _file;

    /// <param name="file">The file, for errors.</param>
    /// <param name="counts">How many codes each length has, from 1 on: 16 numbers.</param>
    /// <param name="symbols">What the codes mean.</param>
    public JpegHuffman(PictureBytes file, ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _file = file;
        _symbols = symbols.ToArray();
        for (int length = 1, code = 0, place = 0; length <= MostBits; length++, code <<= 1)
        {
            _offset[length] = place - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, place++)
            {
                if (code >= 1 << length)
                {
                    throw file.Wrong($"a Huffman table with too many codes of {length} bits", "a table that can be decoded");
                }

                FillQuick(code, length, _symbols[place]);
            }

            _behind[length] = code;
        }
    }

    /// <summary>Takes a code and gives its symbol.</summary>
    public byte Decode(JpegBits bits)
    {
        int next = bits.Peek(MostBits);
        (byte length, byte symbol) = _quick[next >> (MostBits - QuickBits)];
        if (length > 0)
        {
            bits.Skip(length);
            return symbol;
        }

        for (int longer = QuickBits + 1; longer <= MostBits; longer++)
        {
            int code = next >> (MostBits - longer);
            if (code < _behind[longer])
            {
                bits.Skip(longer);
                return _symbols[code + _offset[longer]];
            }
        }

        throw _file.Wrong("a code that its Huffman table does not have", "codes of the table");
    }

    void FillQuick(int code, int length, byte symbol)
    {
        if (length <= QuickBits)
        {
            int free = QuickBits - length;
            Array.Fill(_quick, ((byte)length, symbol), code << free, 1 << free);
        }
    }
}
