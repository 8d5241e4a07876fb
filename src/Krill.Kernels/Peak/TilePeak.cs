namespace Krill.Kernels;

/// <summary>
/// Multiplies bfloat16 on the tile unit as fast as it can: the same four operand tiles again and again, from the first-level cache, onto four tiles of sums. The unit
/// needs twice as long for a product as for the loading of a tile, so the loads beside them cost nothing.
/// </summary>
/// <param name="tasks">Tasks that the threads share.</param>
internal sealed unsafe class TilePeak(int tasks) : PeakKernel
{
    /// <summary>Steps of a call: some microseconds, as the garbage collector waits for it.</summary>
    public const int Steps = 256;

    const int Calls = 50;
    const int Side = 2 * AmxRoutines.TileSize;
    const int TileFloats = AmxRoutines.TileBytes / sizeof(float);

    // Two ones in bfloat16.
    const uint Ones = 0x3F80_3F80;

    public override int Tasks => tasks;

    /// <summary>Sums, the row that they start from, two tiles each of rows and of columns, and the steps' offsets.</summary>
    public override long ScratchLength => (Side * Side) + Side + (4 * TileFloats) + (2 * Steps * sizeof(nint) / sizeof(float));

    public override double Operations => 2.0 * Side * Side * AmxRoutines.StepLength * Steps * Calls * tasks;

    public override void Run(int task, float* scratch)
    {
        float* zeros = scratch + (Side * Side), left = zeros + Side, right = left + (2 * TileFloats), offsets = right + (2 * TileFloats);
        new Span<float>(zeros, Side).Clear();
        new Span<uint>(left, 4 * TileFloats).Fill(Ones);
        new Span<nint>(offsets, 2 * Steps).Clear();
        var product = new TileProduct
        {
            Left = (byte*)left,
            LeftSecond = AmxRoutines.TileBytes,
            LeftStride = AmxRoutines.TileBytes / AmxRoutines.TileSize,
            Offsets = (nint*)offsets,
            Steps = Steps,
            Right = (byte*)right,
            Start = zeros,
            StartSecond = zeros,
            StartStride = 0,
            Sums = scratch,
            SumsSecond = scratch + (AmxRoutines.TileSize * Side),
            SumsStride = Side * sizeof(float),
        };
        AmxRoutines.Configure(AmxRoutines.TileSize);
        for (int call = 0; call < Calls; call++)
        {
            AmxRoutines.Multiply(2, 2, &product);
        }

        AmxRoutines.Release();
    }
}
