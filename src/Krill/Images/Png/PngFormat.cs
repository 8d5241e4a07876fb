namespace Krill.Images;

/// <summary>What PNG's reader and writer have in common: ISO/IEC 15948, the third edition of the W3C's specification.</summary>
internal static class PngFormat
{
    public const int HeaderLength = 13;

    // The kinds of chunk are four letters.
    public const uint Header = 0x49484452; // IHDR
    public const uint Palette = 0x504C5445; // PLTE
    public const uint Transparency = 0x74524E53; // tRNS
    public const uint Data = 0x49444154; // IDAT
    public const uint End = 0x49454E44; // IEND

    // The kinds of colour.
    public const int Grey = 0;
    public const int Colour = 2;
    public const int Indexed = 3;
    public const int GreyAlpha = 4;
    public const int ColourAlpha = 6;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
}
