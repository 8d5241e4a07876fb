using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Krill.Kernels;

/// <summary>
/// The output's gradient as the columns of the tile unit: panel by panel, for each 32 positions its tiles, the two positions of a pair side by side.
/// Positions without an output are zero.
/// </summary>
internal sealed unsafe class PairKernel(GradientLayout layout, Storage gradient, Storage pairs) : BatchKernel
{
    const int TileSize = AmxRoutines.TileSize;

    public override void Run(in Work work)
    {
        float* from = gradient.At(work);
        float* to = layout.Pairs(pairs, work);
        for (int image = 0; image < work.Count; image++)
        {
            for (int panel = 0; panel < layout.Panels; panel++)
            {
                var target = (uint*)(to + (panel * layout.PanelStride));
                int tiles = layout.TilesOf(panel);
                for (int step = 0; step < layout.Steps; step++)
                {
                    for (int tile = 0; tile < tiles; tile++)
                    {
                        Fill(from, step * AmxRoutines.StepLength, (panel * TileMatrix.PanelColumns) + (tile * TileSize), target);
                        target += TileSize * TileSize;
                    }
                }
            }

            from += gradient.Length;
            to += layout.PairsImageStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Fill(float* source, int position, int column, uint* target)
    {
        int channels = layout.Geometry.OutputChannels, count = Math.Min(TileSize, channels - column);
        ReadOnlySpan<int> pixels = layout.Grid.Parts[0].Outputs.AsSpan(position);
        source += column;
        for (int i = 0; i < AmxRoutines.StepLength; i += 2)
        {
            Vector512<float> first = Row(source, i < pixels.Length ? pixels[i] : -1, channels, count);
            Vector512<float> second = Row(source, i + 1 < pixels.Length ? pixels[i + 1] : -1, channels, count);
            Bfloat16Vectors.Pairs(first, second).Store(target);
            target += TileSize;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Row(float* source, int pixel, int channels, int count) =>
        pixel < 0 ? Vector512<float>.Zero : Bfloat16Vectors.LoadRow(source + ((long)pixel * channels), count);
}
