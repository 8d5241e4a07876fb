using Krill.Graph;
using Krill.Kernels;

namespace Krill.Testing.Reference;

/// <summary>What the reference finds for a batch: computed once, and compared with every kernel set.</summary>
internal sealed class Expectation
{
    public const int Step = 1;

    public Expectation(CheckedBatch batch)
    {
        var inUse = new ReferenceNetwork(batch.Model, batch.Images, step: null);
        var inTraining = new ReferenceNetwork(batch.Model, batch.Images, new StepState { Seed = CheckedBatch.Seed, Step = Step });
        Predictions = inUse.Output.Values;
        EvaluationLoss = inUse.LossSum(batch.Loss, batch.Targets);
        EvaluationCorrect = inUse.Correct(batch.Targets);
        TrainingLoss = inTraining.LossSum(batch.Loss, batch.Targets);
        Penalty = inUse.Penalty();
        Derivatives =
        [
            .. Probe.Of(batch.Model).Select(probe => (probe, inTraining.Derivative(
                batch.Loss, batch.Targets, batch.Model.Parameters[probe.Parameter], probe.Direction(batch.Model.Parameters[probe.Parameter].Shape.Elements)))),
        ];
        MovingStatistics = inTraining.MovingStatistics().ToDictionary(pair => batch.Model.Parameters.ToList().IndexOf(pair.Key), pair => pair.Value);
        Forward = ToleranceOf(batch, 1);
        Backward = ToleranceOf(batch, 2);
    }

    public double[] Predictions { get; }

    public double EvaluationLoss { get; }

    public int EvaluationCorrect { get; }

    public double TrainingLoss { get; }

    public double Penalty { get; }

    public IReadOnlyList<(Probe Probe, double Derivative)> Derivatives { get; }

    /// <summary>By the parameter's place in the model.</summary>
    public IReadOnlyDictionary<int, double[]> MovingStatistics { get; }

    /// <summary>How far outputs may be off.</summary>
    public Tolerance Forward { get; }

    /// <summary>How far gradients may be off: there are twice as many operations before them.</summary>
    public Tolerance Backward { get; }

    static Tolerance ToleranceOf(CheckedBatch batch, int passes)
    {
        Symbol[] operations = [.. batch.Model.Symbols.Where(symbol => symbol.Operation is not (null or Identity or Reshape))];
        return Tolerance.Network(passes * Math.Max(operations.Length, 1), operations.Select(symbol => Terms(symbol, batch.Count)).DefaultIfEmpty(1).Max());
    }

    /// <summary>The longest sum that an operation or its gradient makes: over a kernel, or over a channel of the batch.</summary>
    static long Terms(Symbol symbol, int images)
    {
        Shape shape = symbol.Shape!;
        long channel = shape.Rank == 0 ? 1 : (long)images * shape.Elements / shape[^1];
        return symbol.Operation is WeightedSum ? Math.Max(channel, symbol.Inputs[1].Shape!.Elements / shape[^1]) : channel;
    }
}
