namespace Krill.Data;

/// <summary>What brings each image to mean 0, and to deviation 1, by its own pixels: (pixel - mean) / (deviation + 1e-6), all channels together.</summary>
/// <remarks>Source: Keras's <c>samplewise_center</c> and <c>samplewise_std_normalization</c>, the second of which includes the first.</remarks>
public sealed class SampleNormalization
{
    /// <summary>Whether images are divided by their deviation once their mean is taken off; true by default.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>Works in place, on the pixels of one image.</summary>
    internal void Apply(Span<float> pixels)
    {
        double sum = 0, squares = 0;
        foreach (float pixel in pixels)
        {
            sum += pixel;
        }

        double mean = sum / pixels.Length;
        foreach (float pixel in pixels)
        {
            squares += (pixel - mean) * (pixel - mean);
        }

        double factor = Scale ? 1 / (Math.Sqrt(squares / pixels.Length) + ChannelNormalization.Epsilon) : 1;
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (float)((pixels[i] - mean) * factor);
        }
    }
}
