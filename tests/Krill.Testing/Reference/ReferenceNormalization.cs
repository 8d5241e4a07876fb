using Krill.Graph;

namespace Krill.Testing.Reference;

/// <summary>Batch normalization, as Keras has it.</summary>
internal static class ReferenceNormalization
{
    /// <summary>Inputs: x, moving mean, moving variance, then scale and offset as far as they are used.</summary>
    public static ReferenceTensor Evaluate(
        BatchNormalization normalization, Symbol symbol, IReadOnlyList<ReferenceTensor> inputs, ReferenceContext context)
    {
        ReferenceTensor x = inputs[0];
        int channels = symbol.Shape![^1];
        (double[] means, double[] variances) = context.IsTraining ? Moments(x, channels) : (inputs[1].Values, inputs[2].Values);
        var result = ReferenceTensor.Zeros(x.Shape, true, x.Images);
        for (int i = 0; i < x.Values.Length; i++)
        {
            int channel = i % channels;
            double scale = normalization.HasScale ? inputs[3].Values[channel] : 1;
            double offset = normalization.HasOffset ? inputs[^1].Values[channel] : 0;
            result.Values[i] = ((x.Values[i] - means[channel]) / Math.Sqrt(variances[channel] + normalization.Epsilon) * scale) + offset;
        }

        return result;
    }

    /// <summary>The mean and the biased variance of each channel, over all images and pixels.</summary>
    public static (double[] Means, double[] Variances) Moments(ReferenceTensor x, int channels)
    {
        double count = (double)x.Values.Length / channels;
        double[] means = new double[channels], variances = new double[channels];
        for (int i = 0; i < x.Values.Length; i++)
        {
            means[i % channels] += x.Values[i] / count;
        }

        for (int i = 0; i < x.Values.Length; i++)
        {
            double distance = x.Values[i] - means[i % channels];
            variances[i % channels] += distance * distance / count;
        }

        return (means, variances);
    }
}
