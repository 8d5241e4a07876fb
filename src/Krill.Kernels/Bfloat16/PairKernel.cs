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
        uint* to = (uint*)pairs.At(work);
        for (int image = 0; image < work.Count; image++)
        {
            uint* target = to;
            for (int panel = 0; panel < layout.Panels; panel++)
            {
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
            to += layout.PairsLength;
        }
    }

    void Fill(float* source, int position, int column, uint* target)
    {
        int[] outputs = layout.Grid.Parts[0].Outputs;
        int channels = layout.Geometry.OutputChannels, count = Math.Min(TileSize, channels - column);
        for (int pair = 0; pair < TileSize; pair++)
        {
            Vector512<float> first = Row(source, Pixel(outputs, position), channels, column, count);
            Vector512<float> second = Row(source, Pixel(outputs, position + 1), channels, column, count);
            Bfloat16Vectors.Pairs(first, second).Store(target + (pair * TileSize));
            position += 2;
        }
    }

    static int Pixel(int[] outputs, int position) => position < outputs.Length ? outputs[position] : -1;

    static Vector512<float> Row(float* source, int pixel, int channels, int column, int count) =>
        pixel < 0 ? Vector512<float>.Zero : Bfloat16Vectors.LoadRow(source + ((long)pixel * channels) + column, count);
}
