namespace Krill.Tests.Kernels;

/// <summary>The losses of one image in double precision, as Keras defines them.</summary>
internal static class LossReference
{
    public static double CrossEntropyFromLogits(double[] z, float[] targets, double smoothing)
    {
        double greatest = z.Max(), logSum = greatest + Math.Log(z.Sum(value => Math.Exp(value - greatest)));
        return Smooth(targets, smoothing).Select((t, i) => t == 0 ? 0 : t * (logSum - z[i])).Sum();
    }

    public static double CrossEntropyFromProbabilities(double[] p, float[] targets, double smoothing)
    {
        double sum = p.Sum();
        return Smooth(targets, smoothing).Select((t, i) => -t * Math.Log(Math.Clamp(p[i] / sum, 1e-7f, 1 - 1e-7f))).Sum();
    }

    public static double MeanSquaredError(double[] p, float[] targets) => targets.Select((t, i) => (p[i] - t) * (p[i] - t)).Average();

    static IEnumerable<double> Smooth(float[] targets, double smoothing) => targets.Select(t => t * (1 - smoothing) + smoothing / targets.Length);
}
