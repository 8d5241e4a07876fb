using Krill.Kernels;

namespace Krill.Tests.Kernels.Winograd;

/// <summary>
/// The sums of the terms' absolute values that Winograd's algorithm adds up: its transforms with absolute matrices, of absolute numbers, in double precision. Rounding errors
/// are in proportion to them, as those of a direct sum are to the sum of its terms' absolute values.
/// </summary>
/// <remarks>The matrices are made from the six points by polynomials, not from the kernels' constants.</remarks>
internal static class WinogradMagnitudes
{
    static readonly double[] s_points = [0, 0.625, -0.625, 1.5, -1.5];

    /// <summary>|A|: 6 rows of 4.</summary>
    static readonly double[][] s_a = Absolute(row => row < 5 ? [.. Enumerable.Range(0, 4).Select(k => Math.Pow(s_points[row], k))] : [0, 0, 0, 1]);

    /// <summary>|G|: 6 rows of 3.</summary>
    static readonly double[][] s_g = Absolute(row => row < 5 ? [.. Enumerable.Range(0, 3).Select(k => Math.Pow(s_points[row], k) / Denominator(row))] : [0, 0, 1]);

    /// <summary>|B^T|: 6 rows of 6, the coefficients of the product of all other points' factors.</summary>
    static readonly double[][] s_b = Absolute(row => Polynomial(row < 5 ? s_points.Where((_, i) => i != row) : s_points));

    /// <summary>Of each output of a convolution, forward.</summary>
    public static double[] Forward(ConvolutionGeometry g, int images, float[] input, float[] kernel) =>
        Convolution(WinogradTiles.Forward(g), images, input, (tap, c, k) => kernel[(((tap * g.InputChannels) + c) * g.OutputChannels) + k]);

    /// <summary>Of each gradient of an input.</summary>
    public static double[] InputGradient(ConvolutionGeometry g, int images, float[] outputGradient, float[] kernel) =>
        Convolution(WinogradTiles.ToInput(g), images, outputGradient, (tap, k, c) => kernel[((((8 - tap) * g.InputChannels) + c) * g.OutputChannels) + k]);

    /// <summary>Of each gradient of the kernel.</summary>
    public static double[] KernelGradient(ConvolutionGeometry g, int images, float[] input, float[] outputGradient)
    {
        WinogradTiles tiles = WinogradTiles.Forward(g);
        double[] gradient = new double[g.KernelLength];
        double[][] values = new double[g.InputChannels][], gradients = new double[g.OutputChannels][];
        double[][,] sums = [.. Enumerable.Range(0, g.InputChannels * g.OutputChannels).Select(_ => new double[6, 6])];
        for (int tile = 0; tile < images * tiles.Tiles; tile++)
        {
            for (int c = 0; c < g.InputChannels; c++)
            {
                values[c] = Transform(s_b, 6, Source(tiles, input, tile, c));
            }

            for (int k = 0; k < g.OutputChannels; k++)
            {
                gradients[k] = Transform(s_a, 4, Output(tiles, outputGradient, tile, k));
            }

            for (int i = 0; i < sums.Length; i++)
            {
                double[] v = values[i / g.OutputChannels], m = gradients[i % g.OutputChannels];
                for (int p = 0; p < 36; p++)
                {
                    sums[i][p / 6, p % 6] += v[p] * m[p];
                }
            }
        }

        for (int i = 0; i < sums.Length; i++)
        {
            double[] taps = Transposed(s_g, 3, sums[i]);
            for (int tap = 0; tap < 9; tap++)
            {
                gradient[(tap * sums.Length) + i] = taps[tap];
            }
        }

        return gradient;
    }

    static double[] Convolution(WinogradTiles tiles, int images, float[] source, Func<int, int, int, float> kernel)
    {
        double[] output = new double[images * tiles.OutputLength];
        double[][] kernels =
        [
            .. Enumerable.Range(0, tiles.SourceChannels * tiles.OutputChannels).Select(i =>
                Transform(s_g, 3, (y, x) => kernel((3 * y) + x, i / tiles.OutputChannels, i % tiles.OutputChannels))),
        ];
        for (int tile = 0; tile < images * tiles.Tiles; tile++)
        {
            double[][] values = [.. Enumerable.Range(0, tiles.SourceChannels).Select(c => Transform(s_b, 6, Source(tiles, source, tile, c)))];
            for (int k = 0; k < tiles.OutputChannels; k++)
            {
                double[,] sums = new double[6, 6];
                for (int c = 0; c < values.Length; c++)
                {
                    double[] u = kernels[(c * tiles.OutputChannels) + k], v = values[c];
                    for (int p = 0; p < 36; p++)
                    {
                        sums[p / 6, p % 6] += u[p] * v[p];
                    }
                }

                double[] pixels = Transposed(s_a, 4, sums);
                for (int p = 0; p < 16; p++)
                {
                    (int image, int y, int x) = Place(tiles, tile, p / 4, p % 4);
                    if (y < tiles.OutputHeight && x < tiles.OutputWidth)
                    {
                        output[(((((image * tiles.OutputHeight) + y) * tiles.OutputWidth) + x) * tiles.OutputChannels) + k] = pixels[p];
                    }
                }
            }
        }

        return output;
    }

    static Func<int, int, float> Source(WinogradTiles tiles, float[] source, int tile, int channel) => (tileY, tileX) =>
    {
        (int image, int y, int x) = Place(tiles, tile, tileY - tiles.PadTop, tileX - tiles.PadLeft);
        bool inside = y >= 0 && x >= 0 && y < tiles.SourceHeight && x < tiles.SourceWidth;
        return inside ? source[(((((image * tiles.SourceHeight) + y) * tiles.SourceWidth) + x) * tiles.SourceChannels) + channel] : 0;
    };

    static Func<int, int, float> Output(WinogradTiles tiles, float[] output, int tile, int channel) => (tileY, tileX) =>
    {
        (int image, int y, int x) = Place(tiles, tile, tileY, tileX);
        bool inside = y < tiles.OutputHeight && x < tiles.OutputWidth;
        return inside ? output[(((((image * tiles.OutputHeight) + y) * tiles.OutputWidth) + x) * tiles.OutputChannels) + channel] : 0;
    };

    static (int Image, int Y, int X) Place(WinogradTiles tiles, int tile, int y, int x)
    {
        int inImage = tile % tiles.Tiles;
        return (tile / tiles.Tiles, (inImage / tiles.TilesX * 4) + y, (inImage % tiles.TilesX * 4) + x);
    }

    /// <summary>matrix · |from| · matrixᵀ: 36 numbers from size × size.</summary>
    static double[] Transform(double[][] matrix, int size, Func<int, int, float> from)
    {
        double[,] values = new double[size, size], lines = new double[6, size];
        double[] result = new double[36];
        for (int i = 0; i < size * size; i++)
        {
            values[i / size, i % size] = Math.Abs(from(i / size, i % size));
        }

        for (int i = 0; i < 6 * size * size; i++)
        {
            (int row, int k, int x) = (i / (size * size), i / size % size, i % size);
            lines[row, x] += matrix[row][k] * values[k, x];
        }

        for (int i = 0; i < 36 * size; i++)
        {
            (int row, int column, int k) = (i / (6 * size), i / size % 6, i % size);
            result[(6 * row) + column] += lines[row, k] * matrix[column][k];
        }

        return result;
    }

    /// <summary>matrixᵀ · from · matrix: size × size numbers from 36.</summary>
    static double[] Transposed(double[][] matrix, int size, double[,] from)
    {
        double[] result = new double[size * size];
        for (int i = 0; i < size * size; i++)
        {
            for (int p = 0; p < 36; p++)
            {
                result[i] += matrix[p / 6][i / size] * from[p / 6, p % 6] * matrix[p % 6][i % size];
            }
        }

        return result;
    }

    static double[][] Absolute(Func<int, double[]> row) => [.. Enumerable.Range(0, 6).Select(i => row(i).Select(Math.Abs).ToArray())];

    static double Denominator(int row) => s_points.Where((_, i) => i != row).Aggregate(1.0, (product, point) => product * (s_points[row] - point));

    /// <summary>The coefficients of ∏ (x - root), from the lowest power, six of them.</summary>
    static double[] Polynomial(IEnumerable<double> roots)
    {
        double[] coefficients = [1, 0, 0, 0, 0, 0];
        foreach (double root in roots)
        {
            for (int i = 5; i >= 0; i--)
            {
                coefficients[i] = (i > 0 ? coefficients[i - 1] : 0) - (root * coefficients[i]);
            }
        }

        return coefficients;
    }
}
