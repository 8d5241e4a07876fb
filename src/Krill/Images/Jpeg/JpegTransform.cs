namespace Krill.Images;

/// <summary>
/// The inverse cosine transform of 8×8 coefficients in integers: Loeffler, Ligtenberg and Moschytz (1989), with 13 bits behind the point and the roundings of
/// libjpeg's accurate transform, so that pictures have the pixels that most programs give them.
/// </summary>
internal static class JpegTransform
{
    const int Bits = 13;
    const int FirstBits = 2;

    // round(c · 2¹³) of sums of the cosines' multiples, as the method has them.
    const int C0298631336 = 2446;
    const int C0390180644 = 3196;
    const int C0541196100 = 4433;
    const int C0765366865 = 6270;
    const int C0899976223 = 7373;
    const int C1175875602 = 9633;
    const int C1501321110 = 12299;
    const int C1847759065 = 15137;
    const int C1961570560 = 16069;
    const int C2053119869 = 16819;
    const int C2562915447 = 20995;
    const int C3072711026 = 25172;

    /// <summary>Turns a block of coefficients into samples of 0 to 255.</summary>
    /// <param name="block">64 coefficients, row after row.</param>
    /// <param name="factors">What each is multiplied by.</param>
    /// <param name="work">64 numbers.</param>
    /// <param name="samples">Where the block's first sample goes.</param>
    /// <param name="stride">From a row of samples to the next.</param>
    public static void Invert(ReadOnlySpan<short> block, ReadOnlySpan<ushort> factors, Span<int> work, Span<byte> samples, int stride)
    {
        Span<int> line = stackalloc int[8];
        for (int x = 0; x < 8; x++)
        {
            for (int y = 0; y < 8; y++)
            {
                line[y] = block[(y * 8) + x] * factors[(y * 8) + x];
            }

            Invert(line, Bits - FirstBits);
            for (int y = 0; y < 8; y++)
            {
                work[(y * 8) + x] = line[y];
            }
        }

        for (int y = 0; y < 8; y++)
        {
            Span<int> row = work.Slice(y * 8, 8);
            Invert(row, Bits + FirstBits + 3);
            Span<byte> to = samples.Slice(y * stride, 8);
            for (int x = 0; x < 8; x++)
            {
                to[x] = (byte)Math.Clamp(row[x] + 128, 0, 255);
            }
        }
    }

    /// <summary>One line of eight, divided by 2^<paramref name="shift"/> and rounded.</summary>
    static void Invert(Span<int> line, int shift)
    {
        int half = 1 << (shift - 1);

        // The even coefficients.
        int z1 = (line[2] + line[6]) * C0541196100;
        int even2 = z1 - (line[6] * C1847759065);
        int even3 = z1 + (line[2] * C0765366865);
        int even0 = (line[0] + line[4]) << Bits;
        int even1 = (line[0] - line[4]) << Bits;
        int a0 = even0 + even3 + half, a3 = even0 - even3 + half, a1 = even1 + even2 + half, a2 = even1 - even2 + half;

        // The odd ones.
        int odd0 = line[7], odd1 = line[5], odd2 = line[3], odd3 = line[1];
        int z5 = (odd0 + odd2 + odd1 + odd3) * C1175875602;
        int z3 = ((odd0 + odd2) * -C1961570560) + z5;
        int z4 = ((odd1 + odd3) * -C0390180644) + z5;
        z1 = (odd0 + odd3) * -C0899976223;
        int z2 = (odd1 + odd2) * -C2562915447;
        odd0 = (odd0 * C0298631336) + z1 + z3;
        odd1 = (odd1 * C2053119869) + z2 + z4;
        odd2 = (odd2 * C3072711026) + z2 + z3;
        odd3 = (odd3 * C1501321110) + z1 + z4;

        line[0] = (a0 + odd3) >> shift;
        line[7] = (a0 - odd3) >> shift;
        line[1] = (a1 + odd2) >> shift;
        line[6] = (a1 - odd2) >> shift;
        line[2] = (a2 + odd1) >> shift;
        line[5] = (a2 - odd1) >> shift;
        line[3] = (a3 + odd0) >> shift;
        line[4] = (a3 - odd0) >> shift;
    }
}
