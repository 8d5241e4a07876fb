namespace Krill.Tests.Kernels;

/// <summary>Batch normalization in double precision, straight from the definitions. All spans are pixels of channels.</summary>
internal static class NormalizationReference
{
    public static (double[] Mean, double[] Variance) Moments(int channels, double[] input)
    {
        var mean = new double[channels];
        var variance = new double[channels];
        int pixels = input.Length / channels;
        for (int i = 0; i < input.Length; i++)
        {
            mean[i % channels] += input[i] / pixels;
        }

        for (int i = 0; i < input.Length; i++)
        {
            variance[i % channels] += Math.Pow(input[i] - mean[i % channels], 2) / pixels;
        }

        return (mean, variance);
    }

    public static double[] Normalize(int channels, double[] input, double[] mean, double[] inverseDeviation, float[] scale, float[] offset) =>
        [.. input.Select((x, i) => (x - mean[i % channels]) * inverseDeviation[i % channels] * scale[i % channels] + offset[i % channels])];

    /// <summary>The gradients with respect to the input, to γ and to β, by the chain rule through mean and variance.</summary>
    public static (double[] Input, double[] Scale, double[] Offset) Gradients(
        int channels, double[] input, double[] outputGradient, double[] mean, double[] inverseDeviation, float[] scale)
    {
        var scaleGradient = new double[channels];
        var offsetGradient = new double[channels];
        for (int i = 0; i < input.Length; i++)
        {
            int c = i % channels;
            scaleGradient[c] += outputGradient[i] * (input[i] - mean[c]) * inverseDeviation[c];
            offsetGradient[c] += outputGradient[i];
        }

        double pixels = input.Length / channels;
        double[] inputGradient = [.. input.Select((x, i) =>
        {
            int c = i % channels;
            double normalized = (x - mean[c]) * inverseDeviation[c];
            return scale[c] * inverseDeviation[c] * (outputGradient[i] - offsetGradient[c] / pixels - normalized * scaleGradient[c] / pixels);
        })];
        return (inputGradient, scaleGradient, offsetGradient);
    }

    /// <summary>The whole of it: statistics of the batch, then the normalized batch.</summary>
    public static double[] Train(int channels, double[] input, double epsilon, float[] scale, float[] offset)
    {
        (double[] mean, double[] variance) = Moments(channels, input);
        return Normalize(channels, input, mean, [.. variance.Select(v => 1 / Math.Sqrt(v + epsilon))], scale, offset);
    }
}
