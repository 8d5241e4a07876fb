namespace Krill.Images;

/// <summary>Brightness and two differences of colour as red, green and blue (JFIF; ITU-R BT.601 over the whole range), in 16 bits behind the point.</summary>
internal static class JpegColour
{
    // round(c · 2¹⁶) of 1.402, 1.772, 0.714136 and 0.344136.
    const int RedOfRed = 91_881;
    const int BlueOfBlue = 116_130;
    const int GreenOfRed = 46_802;
    const int GreenOfBlue = 22_554;
    const int Half = 1 << 15;

    /// <summary>Turns rows of the three components into pixels.</summary>
    public static void Convert(ReadOnlySpan<byte> brightness, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> red, Span<byte> pixels)
    {
        for (int x = 0; x < brightness.Length; x++)
        {
            int y = brightness[x], cb = blue[x] - 128, cr = red[x] - 128;
            pixels[3 * x] = Byte(y + (((RedOfRed * cr) + Half) >> 16));
            pixels[(3 * x) + 1] = Byte(y + (((-GreenOfBlue * cb) - (GreenOfRed * cr) + Half) >> 16));
            pixels[(3 * x) + 2] = Byte(y + (((BlueOfBlue * cb) + Half) >> 16));
        }
    }

    static byte Byte(int value) => (byte)Math.Clamp(value, 0, 255);
}
