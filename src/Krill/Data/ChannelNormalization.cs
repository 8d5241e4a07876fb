using System.Globalization;

namespace Krill.Data;

/// <summary>What brings each channel to mean 0 and deviation 1: (pixel - mean) / deviation.</summary>
public sealed class ChannelNormalization
{
    /// <summary>What Keras adds to deviations before it divides by them.</summary>
    internal const double Epsilon = 1e-6;

    readonly float[] _mean;
    readonly float[] _deviation;

    /// <summary>A normalization of channels, in the unit of the rescaled pixels: of 0 to 1 for bytes, unless told otherwise.</summary>
    /// <param name="mean">The mean of each channel; finite.</param>
    /// <param name="standardDeviation">The standard deviation of each channel, greater than 0.</param>
    /// <exception cref="ArgumentException">The lists are empty or of different lengths, or hold a number outside of its range.</exception>
    public ChannelNormalization(IReadOnlyList<float> mean, IReadOnlyList<float> standardDeviation)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(standardDeviation);
        if (mean.Count == 0 || mean.Count != standardDeviation.Count)
        {
            throw new ArgumentException(
                $"ChannelNormalization: received {mean.Count} means and {standardDeviation.Count} deviations; expected one of each for every channel.", nameof(mean));
        }

        for (int i = 0; i < mean.Count; i++)
        {
            if (!float.IsFinite(mean[i]) || !(standardDeviation[i] > 0) || !float.IsFinite(standardDeviation[i]))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"ChannelNormalization: received the mean {mean[i]} and the deviation {standardDeviation[i]} for channel {i}; expected finite numbers, the deviation greater than 0."),
                    nameof(mean));
            }
        }

        _mean = [.. mean];
        _deviation = [.. standardDeviation];
    }

    /// <summary>Finds the mean and the deviation of each channel in a set: of the training images, for these and all others.</summary>
    /// <remarks>
    /// Over all pixels of all images as <see cref="ImageSet.CopyImage"/> gives them without a normalization of channels, in double precision; to each deviation 1e-6 is
    /// added, so that a channel that never changes can be divided by it. Source: <c>fit</c> of Keras's <c>ImageDataGenerator</c>, which looks at pixels before they are
    /// rescaled.
    /// </remarks>
    /// <param name="train">The images that the network learns from.</param>
    /// <param name="scale">Whether channels are divided by their deviation (<c>featurewise_std_normalization</c>) once their mean is taken off
    /// (<c>featurewise_center</c>); true by default.</param>
    public static ChannelNormalization Fit(ImageSet train, bool scale = true)
    {
        ArgumentNullException.ThrowIfNull(train);
        ImageSet set = train.WithNormalization(null);
        int channels = set.Channels;
        float[] image = new float[set.Shape.Length];
        double[] sums = new double[channels], squares = new double[channels];
        double pixels = (double)set.Count * set.Height * set.Width;
        for (int i = 0; i < set.Count; i++)
        {
            set.CopyImage(i, image);
            for (int k = 0; k < image.Length; k++)
            {
                sums[k % channels] += image[k];
            }
        }

        double[] means = Array.ConvertAll(sums, sum => sum / pixels);
        for (int i = 0; i < set.Count && scale; i++)
        {
            set.CopyImage(i, image);
            for (int k = 0; k < image.Length; k++)
            {
                double distance = image[k] - means[k % channels];
                squares[k % channels] += distance * distance;
            }
        }

        return new ChannelNormalization(
            Array.ConvertAll(means, mean => (float)mean),
            Array.ConvertAll(squares, square => scale ? (float)(Math.Sqrt(square / pixels) + Epsilon) : 1));
    }

    /// <summary>The mean of each channel.</summary>
    public IReadOnlyList<float> Mean => _mean;

    /// <summary>The standard deviation of each channel.</summary>
    public IReadOnlyList<float> StandardDeviation => _deviation;

    /// <summary>The factors of a whole image's pixels, repeated so that they lie beside it: 1 / deviation.</summary>
    internal float[] Factors(ImageShape shape) => [.. Enumerable.Range(0, shape.Length).Select(i => (float)(1.0 / _deviation[i % shape.Channels]))];

    /// <summary>What is added to a whole image's pixels then: -mean / deviation.</summary>
    internal float[] Offsets(ImageShape shape) => [.. Enumerable.Range(0, shape.Length).Select(i => (float)(-_mean[i % shape.Channels] / (double)_deviation[i % shape.Channels]))];
}
