using System.Numerics;
using System.Runtime.InteropServices;

namespace Krill.Data;

/// <summary>Blurs an image with a Gaussian bell whose deviation is uniform in a range.</summary>
/// <remarks>
/// Weights are exp(-k² / 2σ²) over their sum, for k to ⌊4σ + 1/2⌋ pixels either way, rows first and then columns, every channel on its own; beyond the edges the image is
/// mirrored, the edge repeated (<see cref="FillMode.Reflect"/>). Source: SciPy's <c>gaussian_filter</c>.
/// </remarks>
public sealed class GaussianBlur : ImageAugmentation
{
    const double GreatestSigma = 32;

    /// <summary>A random blur.</summary>
    /// <param name="lower">The least deviation in pixels, 0 or more; 0 leaves an image as it is.</param>
    /// <param name="upper">The greatest deviation in pixels, not less than the least and at most 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviations are not within 0 to 32, or not in this order.</exception>
    public GaussianBlur(double lower, double upper)
    {
        Sigma = Require.Range((lower, upper), 0, GreatestSigma, "GaussianBlur, sigma");
    }

    /// <summary>The least and the greatest deviation, in pixels.</summary>
    public (double Lower, double Upper) Sigma { get; }

    /// <summary>The share of the images that are blurred, 0 to 1; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not within 0 to 1.</exception>
    public double Probability { get; init => field = Require.Within(value, 0, 1, "GaussianBlur.Probability"); } = 1;

    /// <summary>What <c>--augment</c> takes, for instance <c>blur=0..1</c>.</summary>
    public override string ToString() =>
        $"blur={AugmentationText.Of(Sigma)}{(Probability == 1 ? "" : $":probability={AugmentationText.Of(Probability)}")}";

    /// <inheritdoc/>
    public override void Apply(in AugmentedImage image)
    {
        if (image.Uniform(0) < Probability)
        {
            Blur(image.Pixels, image.Scratch, image.Shape, image.Uniform(1, Sigma.Lower, Sigma.Upper));
        }
    }

    internal static void Blur(Span<float> pixels, Span<float> scratch, ImageShape shape, double sigma)
    {
        int radius = (int)((4 * sigma) + 0.5);
        if (radius == 0)
        {
            return; // one weight, which is 1
        }

        Span<float> weights = stackalloc float[(2 * radius) + 1];
        Weigh(weights, sigma);
        int row = shape.Width * shape.Channels;
        for (int y = 0; y < shape.Height; y++)
        {
            BlurRow(pixels.Slice(y * row, row), scratch.Slice(y * row, row), shape.Channels, weights);
        }

        for (int y = 0; y < shape.Height; y++)
        {
            Span<float> target = pixels.Slice(y * row, row);
            target.Clear();
            for (int k = 0; k < weights.Length; k++)
            {
                int from = Edges.Pixel(y + k - radius, shape.Height, FillMode.Reflect);
                AddScaled(target, scratch.Slice(from * row, row), weights[k]);
            }
        }
    }

    static void Weigh(Span<float> weights, double sigma)
    {
        int radius = weights.Length / 2;
        double sum = 0;
        for (int k = -radius; k <= radius; k++)
        {
            sum += Math.Exp(-0.5 * k * k / (sigma * sigma));
        }

        for (int k = -radius; k <= radius; k++)
        {
            weights[k + radius] = (float)(Math.Exp(-0.5 * k * k / (sigma * sigma)) / sum);
        }
    }

    static void BlurRow(ReadOnlySpan<float> source, Span<float> target, int channels, ReadOnlySpan<float> weights)
    {
        int width = source.Length / channels, radius = weights.Length / 2;
        target.Clear();
        for (int k = 0; k < weights.Length; k++)
        {
            // The columns whose neighbour is in the image are one run; the others look it up.
            int shift = k - radius, from = Math.Clamp(-shift, 0, width), to = Math.Clamp(width - shift, from, width);
            if (from < to)
            {
                AddScaled(target[(from * channels)..(to * channels)], source.Slice((from + shift) * channels, (to - from) * channels), weights[k]);
            }

            for (int x = from == 0 ? to : 0; x < (from == 0 ? width : from); x++)
            {
                int neighbour = Edges.Pixel(x + shift, width, FillMode.Reflect);
                AddScaled(target.Slice(x * channels, channels), source.Slice(neighbour * channels, channels), weights[k]);
            }
        }
    }

    /// <summary>target += weight · source: each product is rounded before it is added, in every width of a vector.</summary>
    static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float weight)
    {
        Span<Vector<float>> sums = MemoryMarshal.Cast<float, Vector<float>>(target);
        ReadOnlySpan<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(source);
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += values[i] * weight;
        }

        for (int i = sums.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] += source[i] * weight;
        }
    }
}
