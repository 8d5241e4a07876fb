using Krill.Losses;
using Krill.Optimizers;
using Krill.Testing;

namespace Krill.Tests.Unit.Optimizers;

public class MuonTests
{
    static readonly int[][] s_shapes = [[3, 3, 24, 64], [3, 3, 16, 20], [2, 2, 3, 7], [40, 10], [10, 40], [5, 33], [1, 7], [7, 1], [1, 1, 70, 130]];

    [Theory]
    [AvailableKernelSets]
    public void Step_AnyShape_IsTheDefinitionInDoublePrecision(string kernels)
    {
        foreach (int[] sides in s_shapes)
        {
            CheckSteps(() => new Muon(0.24f) { Momentum = 0.6, Renormalizes = true }, kernels, new Shape(sides), (reference, g) => reference.Step(g, 0.24f, 0.6, true, 3, true, 0));
            CheckSteps(
                () => new Muon(0.1f) { Momentum = 0.9, Nesterov = false, Steps = 5, WeightDecay = 0.3 }, kernels, new Shape(sides), (reference, g) => reference.Step(g, 0.1f, 0.9, false, 5, false, 0.3));
        }
    }

    // Five steps of the public polynomial bring every singular value that is not tiny near 1; the square of the norm is then about how many there are.
    [Fact]
    public void Step_FromZero_IsNearlyOrthogonal()
    {
        using var run = new MuonRun(new Muon(1) { Steps = 5 }, new Shape(64, 16), "scalar", threads: 1);

        run.Step(TestValues.Uniform(64 * 16, 3));

        for (int a = 0; a < 16; a++)
        {
            for (int b = 0; b < 16; b++)
            {
                double product = Enumerable.Range(0, 64).Sum(row => (double)run.Parameter.Values[(row * 16) + a] * run.Parameter.Values[(row * 16) + b]);
                Assert.InRange(product, a == b ? 0.4 : -0.35, a == b ? 1.5 : 0.35);
            }
        }
    }

    [Theory]
    [AvailableKernelSets]
    public void Step_AnyNumberOfThreads_HasTheSameBits(string kernels)
    {
        float[] one = Train(kernels, threads: 1);

        Tolerance.CheckSameBits(one, Train(kernels, threads: 3), "3 threads");
    }

    [Fact]
    public void Step_NoGradientAndNoWeights_StaysZero()
    {
        using var run = new MuonRun(new Muon { Renormalizes = true }, new Shape(6, 4), "scalar", threads: 1);

        run.Step(new float[24]);

        Assert.All(run.Parameter.Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Step_Idle_ChangesNothing()
    {
        var muon = new Muon { Renormalizes = true };
        using var run = new MuonRun(muon, new Shape(6, 4), "scalar", threads: 1);
        TestValues.Uniform(24, 1).CopyTo(run.Parameter.Values);
        float[] weights = run.Parameter.Values.ToArray();
        muon.IsIdle = true;

        run.Step(TestValues.Uniform(24, 2));

        Assert.Equal(weights, run.Parameter.Values);
        Assert.Equal(new float[24], run.Momentum);
    }

    [Fact]
    public void Compile_Bias_SaysWhatToDo()
    {
        Symbol image = Symbol.Input(4);
        var model = new Model(image, image.Dense(2).Softmax());

        var error = Assert.Throws<ArgumentException>(() => model.Compile(new Muon(), Loss.CategoricalCrossentropy));

        Assert.StartsWith("Muon: received the parameter dense/bias of shape (2); expected a matrix or the kernel of a convolution. Give it to another optimizer", error.Message, StringComparison.Ordinal);
    }

    static void CheckSteps(Func<Muon> make, string kernels, Shape shape, Action<MuonReference, double[,]> step)
    {
        Muon muon = make();
        using var run = new MuonRun(muon, shape, kernels, threads: 2);
        TestValues.Uniform(shape.Elements, 5).CopyTo(run.Parameter.Values);
        var reference = new MuonReference(Matrix(run.Parameter.Values, shape[^1]));
        int inputs = shape.Elements / shape[^1];
        for (int number = 1; number <= 3; number++)
        {
            float[] gradient = TestValues.Uniform(shape.Elements, (ulong)(10 * number), -1e-3f, 1e-3f);
            run.Step(gradient);
            step(reference, Matrix(gradient, shape[^1]));

            // Each product sums as many terms as the longer side has; the polynomial is applied up to five times and magnifies by up to 3.4445 each.
            double[] expected = [.. Enumerable.Range(0, shape.Elements).Select(i => reference.Weights[i % shape[^1], i / shape[^1]])];
            Tolerance.Network(3 * muon.Steps * number, Math.Max(inputs, shape[^1]))
                .Check(expected, run.Parameter.Values, $"{shape}, step {number}", Math.Max(1, expected.Max(Math.Abs)) * Math.Pow(3.4445, muon.Steps - 1));
        }
    }

    static float[] Train(string kernels, int threads)
    {
        using var run = new MuonRun(new Muon { Renormalizes = true }, new Shape(3, 3, 32, 48), kernels, threads);
        TestValues.Uniform(run.Parameter.Shape.Elements, 1).CopyTo(run.Parameter.Values);
        run.Step(TestValues.Uniform(run.Parameter.Shape.Elements, 2));
        run.Step(TestValues.Uniform(run.Parameter.Shape.Elements, 3));
        return [.. run.Parameter.Values];
    }

    /// <summary>In memory outputs are innermost.</summary>
    static double[,] Matrix(ReadOnlySpan<float> values, int outputs)
    {
        var matrix = new double[outputs, values.Length / outputs];
        for (int i = 0; i < values.Length; i++)
        {
            matrix[i % outputs, i / outputs] = values[i];
        }

        return matrix;
    }
}
