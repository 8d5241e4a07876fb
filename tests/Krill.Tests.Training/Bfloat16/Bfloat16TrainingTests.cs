using Krill.Kernels;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Planning;
using Krill.Testing;
using Krill.Testing.Reference;
using Krill.Tests.Training.Reference;
using Krill.Tests.Training.Repeatability;
using Krill.Training;

namespace Krill.Tests.Training.Bfloat16;

/// <summary>Whole steps in bfloat16, on every kernel set that multiplies it, beside float32, which other tests hold against double precision.</summary>
public sealed class Bfloat16TrainingTests
{
    // A factor is off by at most 1/512 of itself, 0.1% in the root mean square; a gradient has some ten such factors in a row.
    const double Bound = 0.02;

    // All smooth: where a ReLU or a maximum decides otherwise after rounding, gradients jump.
    static readonly Dictionary<string, Func<CheckedBatch>> s_networks = new()
    {
        ["smooth"] = () => Batch(Smooth, new Shape(10, 9, 3), 48),
        ["smooth, one pixel at the end"] = () => Batch(x => Smooth(x).Reshape(1, 1, 5).Conv2D(16, 1).Tanh().Flatten().Dense(4).Softmax(), new Shape(12, 12, 16), 40),
        ["tiny158, interleaved"] = NetworkCases.All["tiny158, interleaved"],
    };

    public static TheoryData<string, string> SetsAndNetworks
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string network in s_networks.Keys)
            {
                foreach (string set in Sets)
                {
                    data.Add(set, network);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> AllSets => [.. Sets];

    [Theory]
    [MemberData(nameof(SetsAndNetworks))]
    public void Train_Bfloat16_IsNearFloat32(string set, string network)
    {
        (double[] gradients, double loss) = Step(network, Precision.Bfloat16, KernelSets.Choose(set, bfloat16: true));
        (double[] expected, double expectedLoss) = Step(network, Precision.Float32, KernelSets.Current);

        double difference = Norm(gradients.Zip(expected, (a, b) => a - b)) / Norm(expected);
        Assert.InRange(difference, 1e-5, Bound);
        Assert.InRange(Math.Abs(loss - expectedLoss) / expectedLoss, 0, Bound);
    }

    [Theory]
    [MemberData(nameof(AllSets))]
    public void Fit_Bfloat16OnAnyNumberOfThreads_GivesTheSameBits(string set)
    {
        KernelSet kernels = KernelSets.Choose(set, bfloat16: true);
        float[] one = RepeatableTraining.Train(kernels, threads: 1, precision: Precision.Bfloat16);

        Tolerance.CheckSameBits(one, RepeatableTraining.Train(kernels, threads: 2, precision: Precision.Bfloat16), "2 threads");
        Tolerance.CheckSameBits(one, RepeatableTraining.Train(kernels, threads: 5, precision: Precision.Bfloat16), "5 threads");
        Assert.NotEqual(one, RepeatableTraining.Train(kernels == KernelSet.Amx ? KernelSet.Vector512 : kernels, threads: 2));
    }

    [TileFact]
    public void Plan_OfTheTraining_UsesTheTileUnit()
    {
        string[] kernels =
        [
            .. RepeatableTraining.Plan(Precision.Bfloat16, KernelSet.Amx).Instructions
                .Select(instruction => ((object?)instruction.BatchKernel ?? instruction.TaskKernel)!.GetType().Name),
        ];

        Assert.Superset(
            new HashSet<string> { nameof(TileConvolutionKernel), nameof(TileDenseKernel), nameof(TileGradientLanes), nameof(TileDenseGradient) },
            kernels.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(AllSets))]
    public void Plan_ConvolutionOfFewChannels_StaysFloat32(string set)
    {
        Assert.DoesNotContain(Factors(channels: 5), IsRounded);
        Assert.Contains(Factors(channels: 6), IsRounded);

        IEnumerable<string> Factors(int channels)
        {
            Symbol image = Symbol.Input(8, 8, channels);
            var model = new Model(image, image.Conv2D(4, 3).Relu().GlobalAveragePooling2D().Softmax(), seed: 1) { Precision = Precision.Bfloat16 };
            return NetworkPlanner
                .Training(
                    model,
                    Loss.CategoricalCrossentropy,
                    new OptimizerState(new SGD(), model.Parameters),
                    KernelFactory.For(KernelSets.Choose(set, bfloat16: true)),
                    new StepState(),
                    batch: 15)
                .Instructions.SelectMany(instruction => instruction.Writes).Select(value => value.Name);
        }

        static bool IsRounded(string name) => name.EndsWith(" rounded", StringComparison.Ordinal) || name.EndsWith(" in tiles", StringComparison.Ordinal);
    }

    static IEnumerable<string> Sets => KernelSets.AvailableForBfloat16.Select(KernelSets.Name);

    static (double[] Gradients, double Loss) Step(string network, Precision precision, KernelSet set)
    {
        CheckedBatch batch = s_networks[network]();
        batch.Model.Precision = precision;
        using var executor = new Executor(batch.Model, batch.Loss, new GradientKeeper(), threads: 2, CheckedBatch.Seed, set);
        BatchResult result = executor.Train(Memory(batch.Images), Memory(batch.Targets), batch.Count);
        Parameter[] trained = [.. batch.Model.Parameters.Where(parameter => parameter.IsTrainable)];
        return ([.. trained.SelectMany(parameter => executor.OptimizerState!.SlotsOf(parameter).Span.ToArray()).Select(value => (double)value)], result.LossSum);
    }

    static CheckedBatch Batch(Func<Symbol, Symbol> network, Shape shape, int count)
    {
        Symbol image = Symbol.Input([.. shape]);
        return new CheckedBatch(new Model(image, network(image), seed: 5), count, Loss.CategoricalCrossentropy, (0, 1));
    }

    // Every way through the products: few channels in, strides, kernels' gradients by lanes and in blocks, a large dense layer.
    static Symbol Smooth(Symbol image) => image
        .Conv2D(16, 3, padding: Padding.Same).Swish()
        .Conv2D(48, (3, 5), 2, Padding.Same).BatchNormalization().Gelu()
        .Conv2D(64, 3).Tanh()
        .Conv2D(256, 2, padding: Padding.Same).Swish()
        .Flatten().Dense(96).Swish().Dense(5).Softmax();

    static PinnedMemory Memory(float[] values)
    {
        var memory = new PinnedMemory(values.Length);
        values.CopyTo(memory.Span);
        return memory;
    }

    static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));
}
