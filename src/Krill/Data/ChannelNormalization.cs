namespace Krill.Data;

/// <summary>What brings each channel to mean 0 and deviation 1: (pixel - mean) / deviation.</summary>
public sealed class ChannelNormalization
{
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
                    $"ChannelNormalization: received the mean {mean[i]} and the deviation {standardDeviation[i]} for channel {i}; expected finite numbers, the deviation greater than 0.",
                    nameof(mean));
            }
        }

        _mean = [.. mean];
        _deviation = [.. standardDeviation];
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
