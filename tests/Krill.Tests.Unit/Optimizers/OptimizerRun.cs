using Krill.Initializers;
using Krill.Kernels;
using Krill.Layers;
using Krill.Optimizers;

namespace Krill.Tests.Unit.Optimizers;

/// <summary>
/// Four steps of an optimizer on three numbers, against values that a transcription of Keras's formulas in double precision gave. The gradients
/// change sign, vanish and nearly vanish on the way.
/// </summary>
static class OptimizerRun
{
    static readonly float[] Start = [1, -2, 0.5f];

    static readonly float[][] Gradients =
    [
        [0.5f, -1, 0.25f],
        [0.4f, 0.3f, -0.2f],
        [-0.1f, 0, 0.6f],
        [0.2f, -0.7f, 1e-4f],
    ];

    public static KernelFactory Kernels { get; } = KernelFactory.For(KernelSets.Current);

    public static void Expect(Optimizer optimizer, double[][] expected)
    {
        Parameter parameter = NewParameter(Start);
        float[] slots = new float[optimizer.Slots * Start.Length];
        for (int step = 0; step < expected.Length; step++)
        {
            optimizer.Iterations = step + 1;
            optimizer.BeginStep();
            optimizer.Update(new ParameterUpdate(Kernels, parameter, 0, parameter.Values, Gradients[step], slots));
            for (int i = 0; i < Start.Length; i++)
            {
                // Four units in the last place of the greatest number, 2.
                Assert.True(
                    Math.Abs(parameter.Values[i] - expected[step][i]) < 5e-7,
                    $"step {step + 1}, number {i}: received {parameter.Values[i]:R}; expected {expected[step][i]:R}");
            }
        }
    }

    public static Parameter NewParameter(ReadOnlySpan<float> values)
    {
        var parameter = new Parameter("kernel", new Shape(values.Length), new Nothing());
        values.CopyTo(parameter.Values);
        return parameter;
    }

    sealed class Nothing : Initializer
    {
        public override void Fill(Span<float> values, Shape shape, ulong seed) => values.Clear();
    }
}
