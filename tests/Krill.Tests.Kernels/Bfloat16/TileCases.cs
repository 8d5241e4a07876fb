using Krill.Kernels;
using Krill.Tests.Kernels.Convolution;

namespace Krill.Tests.Kernels.Bfloat16;

/// <summary>Geometries that matter to the tile unit: whole tiles of channels and odd ones, maps of every size against its 16 rows, strides.</summary>
internal static class TileCases
{
    public static IEnumerable<ConvolutionGeometry> All
    {
        get
        {
            foreach (int size in (int[])[1, 2, 3, 4, 5, 7, 8, 13, 15, 16, 17, 24])
            {
                yield return ConvolutionCases.Of(size, size, 16, 16, (3, 3), (1, 1), same: true);
            }

            yield return ConvolutionCases.Of(6, 6, 32, 48, (3, 3), (1, 1), same: false);
            yield return ConvolutionCases.Of(7, 7, 48, 64, (3, 3), (2, 2), same: true);
            yield return ConvolutionCases.Of(9, 7, 16, 20, (5, 3), (3, 2), same: true);
            yield return ConvolutionCases.Of(8, 8, 64, 32, (1, 1), (2, 2), same: true);
            yield return ConvolutionCases.Of(4, 4, 80, 7, (3, 3), (1, 1), same: true);
            yield return ConvolutionCases.Of(9, 9, 24, 64, (3, 3), (1, 1), same: true);
            yield return ConvolutionCases.Of(5, 5, 128, 160, (3, 3), (1, 1), same: true);
            yield return ConvolutionCases.Of(4, 5, 192, 33, (3, 3), (2, 1), same: true);
            yield return ConvolutionCases.Of(28, 28, 1, 64, (7, 7), (4, 4), same: true);
            yield return ConvolutionCases.Of(1, 1, 176, 10, (1, 1), (1, 1), same: false);
            yield return ConvolutionCases.Of(1, 1, 64, 33, (1, 1), (1, 1), same: false);
        }
    }
}
