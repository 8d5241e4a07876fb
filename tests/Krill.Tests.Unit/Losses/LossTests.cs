using Krill.Kernels;
using Krill.Losses;
using Krill.Planning;

namespace Krill.Tests.Unit.Losses;

public class LossTests
{
    const int Batch = 2;
    const int Classes = 3;

    static readonly float[] s_logits = [1, 2, -1, 0.5f, 0.5f, 3];
    static readonly float[] s_probabilities = [0.2f, 0.7f, 0.1f, 0.5f, 0.25f, 0.25f];
    static readonly float[] s_targets = [0, 1, 0, 1, 0, 0];

    readonly PlanBuilder _plan = new(KernelFactory.For(KernelSet.Scalar), new StepState(), Batch, training: true);

    [Fact]
    public void Crossentropy_NetworkEndingInSoftmax_IsComputedFromItsLogits()
    {
        (LossValues values, Value logits, _) = Emit(Loss.CategoricalCrossentropy, withLogits: true);

        Assert.Same(logits, values.GradientOf);
        Assert.Equal([LogSum(1, 2, -1) - 2, LogSum(0.5, 0.5, 3) - 0.5], Values(values.Loss), Near);
        Assert.Equal([1, 0], Values(values.Correct), Near);
        // (softmax - target) / batch
        Assert.Equal(
            [Soft(0, 1, 2, -1) / 2, (Soft(1, 1, 2, -1) - 1) / 2, Soft(2, 1, 2, -1) / 2,
                (Soft(0, 0.5, 0.5, 3) - 1) / 2, Soft(1, 0.5, 0.5, 3) / 2, Soft(2, 0.5, 0.5, 3) / 2],
            Values(values.Gradient!), Near);
    }

    [Fact]
    public void Crossentropy_FromLogits_TakesThePredictionsAsLogits()
    {
        (LossValues values, _, Value predictions) = Emit(new CategoricalCrossentropy { FromLogits = true }, withLogits: false, s_logits);

        Assert.Same(predictions, values.GradientOf);
        Assert.Equal([LogSum(1, 2, -1) - 2, LogSum(0.5, 0.5, 3) - 0.5], Values(values.Loss), Near);
    }

    [Fact]
    public void Crossentropy_FromProbabilities_IsMinusTheLogOfTheClass()
    {
        (LossValues values, _, Value predictions) = Emit(Loss.CategoricalCrossentropy, withLogits: false);

        Assert.Same(predictions, values.GradientOf);
        Assert.Equal([-Math.Log(0.7), -Math.Log(0.5)], Values(values.Loss), Near);
    }

    [Fact]
    public void Crossentropy_LabelSmoothing_SpreadsTheTarget()
    {
        // 0.3 of the target over three classes: 0.1 each, 0.8 for the class
        (LossValues values, _, _) = Emit(new CategoricalCrossentropy { LabelSmoothing = 0.3f }, withLogits: false);

        Assert.Equal(-(0.1 * Math.Log(0.2)) - (0.8 * Math.Log(0.7)) - (0.1 * Math.Log(0.1)), Values(values.Loss)[0], 5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Crossentropy_ReducedToTheSum_HasTheGradientTimesTheBatch(bool withLogits)
    {
        (LossValues mean, _, _) = Emit(new CategoricalCrossentropy { LabelSmoothing = 0.1f }, withLogits);
        (LossValues sum, _, _) = Emit(new CategoricalCrossentropy { LabelSmoothing = 0.1f, Reduction = LossReduction.Sum }, withLogits);

        Assert.Equal(Values(mean.Loss), Values(sum.Loss));
        Assert.Equal(Values(mean.Gradient!).Select(value => value * Batch), Values(sum.Gradient!), Near);
    }

    [Fact]
    public void SparseCrossentropy_HasTheBitsOfTheCategorical()
    {
        (LossValues sparse, _, _) = Emit(Loss.SparseCategoricalCrossentropy, withLogits: true);
        (LossValues categorical, _, _) = Emit(Loss.CategoricalCrossentropy, withLogits: true);

        Assert.Equal(Values(categorical.Loss), Values(sparse.Loss));
        Assert.Equal(Values(categorical.Gradient!), Values(sparse.Gradient!));
    }

    [Fact]
    public void MeanSquaredError_IsTheMeanOverTheClasses()
    {
        (LossValues values, _, _) = Emit(Loss.MeanSquaredError, withLogits: true);

        Assert.Equal([((0.2 * 0.2) + (0.3 * 0.3) + (0.1 * 0.1)) / 3, ((0.5 * 0.5) + (2 * 0.25 * 0.25)) / 3], Values(values.Loss), Near);
        // 2 (p - t) / classes / batch
        Assert.Equal([0.4 / 6, -0.6 / 6, 0.2 / 6, -1.0 / 6, 0.5 / 6, 0.5 / 6], Values(values.Gradient!), Near);
    }

    [Fact]
    public void Emit_PlanThatDoesNotTrain_HasNoGradient()
    {
        var plan = new PlanBuilder(KernelFactory.For(KernelSet.Scalar), new StepState(), Batch, training: false);
        Value predictions = plan.Batched("predictions", Classes), targets = plan.Batched("targets", Classes);

        LossValues values = Loss.MeanSquaredError.Emit(plan, predictions, null, targets);

        Assert.Null(values.Gradient);
        Assert.Equal([values.Loss, values.Correct], Assert.Single(plan.Instructions).Writes);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(-0.1f)]
    public void LabelSmoothing_OutOfRange_IsRefused(float smoothing)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalCrossentropy { LabelSmoothing = smoothing });
        Assert.Contains($"CategoricalCrossentropy.LabelSmoothing: received {smoothing}; expected 0 or more, and less than 1.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_AreKeras() => Assert.Equal(
        ["categorical_crossentropy", "sparse_categorical_crossentropy", "mean_squared_error"],
        new Loss[] { Loss.CategoricalCrossentropy, Loss.SparseCategoricalCrossentropy, Loss.MeanSquaredError }.Select(loss => loss.Name));

    static double LogSum(params double[] logits) => Math.Log(logits.Sum(Math.Exp));

    static double Soft(int index, params double[] logits) => Math.Exp(logits[index] - LogSum(logits));

    static bool Near(double a, double b) => Math.Abs(a - b) < 1e-6;

    static double[] Values(Value value) => [.. value.Storage.Images(Batch).ToArray().Select(number => (double)number)];

    /// <summary>Emits a loss for two images and runs its kernel.</summary>
    (LossValues Values, Value Logits, Value Predictions) Emit(Loss loss, bool withLogits, float[]? predictions = null)
    {
        Value logits = Filled("logits", s_logits), outputs = Filled("predictions", predictions ?? s_probabilities), targets = Filled("targets", s_targets);
        LossValues values = loss.Emit(_plan, outputs, withLogits ? logits : null, targets);
        foreach (Value written in new[] { values.Loss, values.Correct, values.Gradient! })
        {
            written.Storage.Bind(new PinnedMemory(written.Length * Batch), 0);
        }

        var stage = new Stage(new BatchSplit(Batch, 1, Batch), 0, [_plan.Instructions[^1].BatchKernel!], []);
        using var pool = new WorkerPool(1);
        pool.Reserve([stage]);
        pool.Run([stage]);
        return (values, logits, outputs);
    }

    Value Filled(string name, float[] numbers)
    {
        Value value = _plan.Batched(name, Classes);
        var memory = new PinnedMemory(numbers.Length);
        numbers.CopyTo(memory.Span);
        value.Storage.Bind(memory, 0);
        return value;
    }
}
