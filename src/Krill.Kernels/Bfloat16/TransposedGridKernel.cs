using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Krill.Kernels;

/// <summary>Transposes images' grids: for each channel a line of its positions.</summary>
internal sealed unsafe class TransposedGridKernel(GradientLayout layout, Storage grids, Storage transposed) : BatchKernel
{
    const int TileSize = AmxRoutines.TileSize;
    const int Positions = AmxRoutines.StepLength;

    public override long ScratchLength(int images) => TileSize * TileSize;

    public override void Run(in Work work)
    {
        PositionGrid grid = layout.Grid;
        int channels = grid.Channels, stride = grid.Stride;
        ushort* image = (ushort*)grids.At(work);
        ushort* target = layout.Transposed(transposed, work);
        for (int i = 0; i < work.Count; i++)
        {
            for (int g = 0; g < grid.Grids.Length; g++)
            {
                ushort* source = image + ((long)g * grid.GridPositions * stride);
                for (int channel = 0; channel < channels; channel += TileSize)
                {
                    (int block, int inBlock) = Math.DivRem(channel, GradientLayout.BlockChannels);
                    ushort* lines = target + (block * layout.BlockStride) + ((((long)g * GradientLayout.BlockChannels) + inBlock) * layout.LinePositions);
                    for (int position = 0; position < layout.LinePositions; position += Positions)
                    {
                        Transpose(source + channel, position, lines + position, (uint*)work.Scratch);
                    }
                }
            }

            image += grid.ImageElements;
            target += layout.ImageStride;
        }
    }

    /// <summary>16 channels of 32 positions; behind the grid are zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Transpose(ushort* source, int position, ushort* target, uint* rows)
    {
        int stride = layout.Grid.Stride, end = layout.Grid.GridPositions;
        ushort* from = source + ((long)position * stride);
        for (int pair = 0; pair < TileSize; pair++)
        {
            Vector512<uint> first = position < end ? Avx512F.ConvertToVector512UInt32(Vector256.Load(from)) : Vector512<uint>.Zero;
            Vector512<uint> second = position + 1 < end ? Avx512F.ConvertToVector512UInt32(Vector256.Load(from + stride)) : Vector512<uint>.Zero;
            (first | Vector512.ShiftLeft(second, 16)).Store(rows + (pair * TileSize));
            position += 2;
            from += 2 * stride;
        }

        DwordTranspose.Run(rows, TileSize, (uint*)target, layout.LinePositions / 2);
    }
}
