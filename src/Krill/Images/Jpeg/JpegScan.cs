namespace Krill.Images;

/// <summary>One pass over the coefficients of some components: all of them at once, or of a progressive file some of each block, or one bit more of these.</summary>
/// <param name="bits">The data.</param>
/// <param name="file">The file, for errors.</param>
internal sealed class JpegScan(JpegBits bits, PictureBytes file)
{
    /// <summary>Where the coefficients of a block lie in the order in which they are stored (ITU-T T.81, figure A.6).</summary>
    public static ReadOnlySpan<byte> ZigZag =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    // Blocks, this one included, that have no more coefficients in this scan.
    int _ended;

    public required JpegFrame Frame { get; init; }

    public required IReadOnlyList<JpegComponent> Components { get; init; }

    /// <summary>The first coefficient of the scan, in stored order.</summary>
    public required int First { get; init; }

    /// <summary>The last coefficient of the scan.</summary>
    public required int Last { get; init; }

    /// <summary>The bit of the coefficients that was stored before; 0 in the first scan of these.</summary>
    public required int BitBefore { get; init; }

    /// <summary>The lowest bit of the coefficients that is stored now.</summary>
    public required int Bit { get; init; }

    /// <summary>Units between restarts; 0 for none.</summary>
    public required int RestartInterval { get; init; }

    public void Decode()
    {
        Reset();
        int unit = 0;
        if (Components.Count == 1)
        {
            // A component alone has only the blocks that have samples, one after the other.
            JpegComponent component = Components[0];
            int across = (component.Width + 7) / 8, down = (component.Height + 7) / 8;
            for (int row = 0; row < down; row++)
            {
                for (int column = 0; column < across; column++)
                {
                    RestartBefore(unit++);
                    Decode(component, component.Block(row, column));
                }
            }

            return;
        }

        for (int row = 0; row < Frame.UnitsDown; row++)
        {
            for (int column = 0; column < Frame.UnitsAcross; column++)
            {
                RestartBefore(unit++);
                foreach (JpegComponent component in Components)
                {
                    for (int y = 0; y < component.Down; y++)
                    {
                        for (int x = 0; x < component.Across; x++)
                        {
                            Decode(component, component.Block((row * component.Down) + y, (column * component.Across) + x));
                        }
                    }
                }
            }
        }
    }

    void RestartBefore(int unit)
    {
        if (RestartInterval > 0 && unit > 0 && unit % RestartInterval == 0)
        {
            bits.Restart(((unit / RestartInterval) - 1) % 8);
            Reset();
        }
    }

    void Reset()
    {
        _ended = 0;
        foreach (JpegComponent component in Components)
        {
            component.Previous = 0;
        }
    }

    void Decode(JpegComponent component, Span<short> block)
    {
        if (BitBefore == 0)
        {
            int from = First;
            if (from == 0)
            {
                component.Previous += bits.TakeSigned(Size(component.First!.Decode(bits)));
                block[0] = (short)(component.Previous << Bit);
                from = 1;
            }

            if (Last > 0)
            {
                DecodeOthers(component.Others!, block, from);
            }
        }
        else if (First == 0)
        {
            block[0] |= (short)(bits.Take(1) << Bit);
        }
        else
        {
            Refine(component.Others!, block);
        }
    }

    /// <summary>Runs of zeros, each with the coefficient behind it; or the end of this block and, in a progressive file, of some after it.</summary>
    void DecodeOthers(JpegHuffman table, Span<short> block, int from)
    {
        if (_ended > 0)
        {
            _ended--;
            return;
        }

        for (int k = from; k <= Last; k++)
        {
            byte symbol = table.Decode(bits);
            int zeros = symbol >> 4, size = symbol & 15;
            if (size == 0)
            {
                if (zeros < 15)
                {
                    _ended = (1 << zeros) - 1 + bits.Take(zeros);
                    return;
                }

                k += 15;
                continue;
            }

            k += zeros;
            RequireWithin(k);
            block[ZigZag[k]] = (short)(bits.TakeSigned(size) << Bit);
        }
    }

    /// <summary>One bit more of the coefficients that are not zero, and those that become so (ITU-T T.81, G.1.2.3).</summary>
    void Refine(JpegHuffman table, Span<short> block)
    {
        int k = First;
        while (_ended == 0 && k <= Last)
        {
            byte symbol = table.Decode(bits);
            int zeros = symbol >> 4, size = symbol & 15, value = 0;
            if (size > 0)
            {
                value = bits.Take(1) == 1 ? 1 << Bit : -(1 << Bit);
            }
            else if (zeros < 15)
            {
                _ended = (1 << zeros) + bits.Take(zeros);
                break;
            }

            k = RefineUntil(block, k, zeros);
            if (value != 0)
            {
                RequireWithin(k);
                block[ZigZag[k]] = (short)value;
            }

            k++;
        }

        if (_ended > 0)
        {
            RefineUntil(block, k, int.MaxValue);
            _ended--;
        }
    }

    /// <summary>Refines up to the zero behind a number of zeros, and tells where it is.</summary>
    int RefineUntil(Span<short> block, int k, int zeros)
    {
        for (; k <= Last; k++)
        {
            ref short coefficient = ref block[ZigZag[k]];
            if (coefficient == 0)
            {
                if (zeros-- == 0)
                {
                    break;
                }
            }
            else if (bits.Take(1) == 1 && (Math.Abs((int)coefficient) & (1 << Bit)) == 0)
            {
                coefficient += (short)(coefficient > 0 ? 1 << Bit : -(1 << Bit));
            }
        }

        return k;
    }

    int Size(byte symbol) => symbol <= 15 ? symbol : throw file.Wrong($"a difference of {symbol} bits", "at most 15");

    void RequireWithin(int k)
    {
        if (k > Last)
        {
            throw file.Wrong("a block with more coefficients than it can have", $"at most {Last - First + 1}");
        }
    }
}
