namespace Krill.Images;

/// <summary>One of the components of a JPEG frame: brightness or a colour, by itself a grey picture that may be coarser than the whole.</summary>
internal sealed class JpegComponent
{
    /// <param name="id">Its number in the file.</param>
    /// <param name="across">Columns of blocks in a unit of the frame, 1 to 4.</param>
    /// <param name="down">Rows of blocks in a unit of the frame, 1 to 4.</param>
    /// <param name="quantization">The number of its quantization table.</param>
    public JpegComponent(int id, int across, int down, int quantization)
    {
        Id = id;
        Across = across;
        Down = down;
        QuantizationTable = quantization;
    }

    public int Id { get; }

    public int Across { get; }

    public int Down { get; }

    public int QuantizationTable { get; }

    /// <summary>Samples of a row.</summary>
    public int Width { get; private set; }

    /// <summary>Rows of samples.</summary>
    public int Height { get; private set; }

    /// <summary>Blocks that are stored in a row: those of whole units.</summary>
    public int BlocksAcross { get; private set; }

    /// <summary>Rows of blocks that are stored.</summary>
    public int BlocksDown { get; private set; }

    /// <summary>The coefficients, 64 a block in the order of the transform's rows.</summary>
    public short[] Coefficients { get; private set; } = [];

    /// <summary>What the coefficients are multiplied by; null before the first scan.</summary>
    public ushort[]? Quantization { get; set; }

    /// <summary>The samples; a row has 8 a block, those behind <see cref="Width"/> included.</summary>
    public byte[] Samples { get; private set; } = [];

    /// <summary>Bytes from a row of samples to the next.</summary>
    public int Stride => BlocksAcross * 8;

    // The state of a scan.

    /// <summary>The last block's first coefficient, from which the next differs.</summary>
    public int Previous { get; set; }

    public JpegHuffman? First { get; set; }

    public JpegHuffman? Others { get; set; }

    /// <summary>Takes its place in a frame.</summary>
    public void Place(JpegFrame frame)
    {
        Width = Ceiling(frame.Width * Across, frame.Across);
        Height = Ceiling(frame.Height * Down, frame.Down);
        BlocksAcross = frame.UnitsAcross * Across;
        BlocksDown = frame.UnitsDown * Down;
    }

    public void Allocate() => Coefficients = new short[BlocksAcross * BlocksDown * 64];

    public Span<short> Block(int row, int column) => Coefficients.AsSpan(((row * BlocksAcross) + column) * 64, 64);

    /// <summary>Turns the coefficients into samples.</summary>
    public void Transform()
    {
        Samples = new byte[BlocksDown * 8 * Stride];
        Span<int> work = stackalloc int[64];
        for (int row = 0; row < BlocksDown; row++)
        {
            for (int column = 0; column < BlocksAcross; column++)
            {
                JpegTransform.Invert(Block(row, column), Quantization!, work, Samples.AsSpan((row * 8 * Stride) + (column * 8)), Stride);
            }
        }

        Coefficients = [];
    }

    /// <summary>A row of samples, the nearest where there is none.</summary>
    public ReadOnlySpan<byte> Row(int row) => Samples.AsSpan(Math.Clamp(row, 0, Height - 1) * Stride, Width);

    static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;
}
