using Krill.Data;
using Krill.Initializers;
using Krill.Testing;

namespace Krill.Tests.Unit.Initializers;

public class PatchWhiteningTests
{
    static readonly ImageSet s_images = Mixed();

    [Fact]
    public void Fill_AllFilters_WhitensThePatches()
    {
        float[] kernel = Fill(new PatchWhitening(s_images) { Epsilon = 0 }, new Shape(2, 2, 3, 24));

        // The covariance of the outputs over all patches: the identity for the first half, with the negatives behind.
        List<double[]> outputs = Outputs(kernel, filters: 24);
        for (int a = 0; a < 24; a++)
        {
            for (int b = 0; b < 24; b++)
            {
                double covariance = outputs.Average(output => output[a] * output[b]);
                Assert.Equal(a == b ? 1 : a == (b + 12) % 24 ? -1 : 0, covariance, 2e-4);
            }
        }
    }

    [Fact]
    public void Fill_Epsilon_DampsByTheEigenvalue()
    {
        const double Epsilon = 0.05;
        float[] kernel = Fill(new PatchWhitening(s_images) { Epsilon = Epsilon }, new Shape(2, 2, 3, 6));
        List<double[]> outputs = Outputs(kernel, filters: 6);

        // A filter v / √(λ + ε) has the variance λ / (λ + ε), and the squared length 1 / (λ + ε).
        for (int filter = 0; filter < 3; filter++)
        {
            double length = Enumerable.Range(0, 12).Sum(i => Math.Pow(kernel[(i * 6) + filter], 2));
            double variance = outputs.Average(output => output[filter] * output[filter]);
            Assert.Equal(1 - (Epsilon * length), variance, 1e-4);
            Assert.All(Enumerable.Range(0, 12), i => Assert.Equal(-kernel[(i * 6) + filter], kernel[(i * 6) + 3 + filter]));
        }

        // The eigenvalue of the first filter is the greatest: it is the shortest.
        double[] lengths = [.. Enumerable.Range(0, 3).Select(filter => Enumerable.Range(0, 12).Sum(i => Math.Pow(kernel[(i * 6) + filter], 2)))];
        Assert.Equal(lengths.Order(), lengths);
    }

    [Fact]
    public void Fill_Count_LooksAtTheFirstImages() => Assert.Equal(
        Fill(new PatchWhitening(s_images.Take(5)), new Shape(2, 2, 3, 24)), Fill(new PatchWhitening(s_images, 5), new Shape(2, 2, 3, 24)));

    [Theory]
    [InlineData(2, 2, 1, 24, "PatchWhitening: received a parameter of shape (2, 2, 1, 24) and images of 8×7×3; expected a convolution's kernel of 3 input channels")]
    [InlineData(2, 2, 3, 26, "PatchWhitening: received a kernel of shape (2, 2, 3, 26); expected an even number of filters, at most 24")]
    [InlineData(2, 2, 3, 5, "expected an even number of filters, at most 24")]
    public void Fill_ShapeThatDoesNotFit_IsRefused(int height, int width, int channels, int filters, string text)
    {
        var error = Assert.Throws<ArgumentException>(() => Fill(new PatchWhitening(s_images), new Shape(height, width, channels, filters)));

        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    static float[] Fill(PatchWhitening initializer, Shape shape)
    {
        float[] kernel = new float[shape.Elements];
        initializer.Fill(kernel, shape, 0);
        return kernel;
    }

    static List<double[]> Outputs(float[] kernel, int filters)
    {
        var outputs = new List<double[]>();
        float[] image = new float[s_images.Shape.Length];
        for (int index = 0; index < s_images.Count; index++)
        {
            s_images.CopyImage(index, image);
            for (int y = 0; y < 7; y++)
            {
                for (int x = 0; x < 6; x++)
                {
                    outputs.Add([.. Enumerable.Range(0, filters).Select(filter => Enumerable.Range(0, 12).Sum(i =>
                        (double)kernel[(i * filters) + filter] * image[((((y + (i / 6)) * 7) + x) * 3) + (i % 6)]))]);
                }
            }
        }

        return outputs;
    }

    /// <summary>Images of 8×7 whose neighbours and channels are alike, so that there is something to whiten.</summary>
    static ImageSet Mixed()
    {
        float[] noise = TestValues.Uniform(40 * 9 * 8 * 3, 2), pixels = new float[40 * 8 * 7 * 3];
        for (int i = 0; i < pixels.Length; i++)
        {
            int channel = i % 3, x = i / 3 % 7, y = i / 21 % 8, image = i / 168;
            float At(int row, int column, int c) => noise[(((((image * 9) + row) * 8) + column) * 3) + c];
            pixels[i] = At(y, x, channel) + (0.7f * At(y, x + 1, channel)) + (0.5f * At(y + 1, x, (channel + 1) % 3));
        }

        return ImageSet.FromFloats(pixels, new int[40], new ImageShape(8, 7, 3));
    }
}
