using Krill.Kernels;
using Krill.Layers;
using Krill.Planning;

namespace Krill.Testing.Reference;

/// <summary>Runs a batch through the engine with one kernel set, and compares all that comes out.</summary>
internal sealed class EngineCheck : IDisposable
{
    readonly CheckedBatch _batch;
    readonly Expectation _expected;
    readonly Executor _executor;
    readonly PinnedMemory _images;
    readonly PinnedMemory _targets;

    public EngineCheck(CheckedBatch batch, Expectation expected, string kernels, int threads = 2)
    {
        _batch = batch;
        _expected = expected;
        _executor = new Executor(batch.Model, batch.Loss, new GradientKeeper(), threads, CheckedBatch.Seed, AvailableKernelSets.Factory(kernels).Set);
        _images = Memory(batch.Images);
        _targets = Memory(batch.Targets);
    }

    public void CheckPredictions()
    {
        var predictions = new float[_expected.Predictions.Length];
        _executor.Predict(_images, _batch.Count, predictions);
        _expected.Forward.Check(_expected.Predictions, predictions, "predictions", _expected.Predictions.Max(Math.Abs));
    }

    public void CheckEvaluation()
    {
        BatchResult result = _executor.Evaluate(_images, _targets, _batch.Count);
        CheckResult(result, _expected.EvaluationLoss);
        CheckEqual(_expected.EvaluationCorrect, result.Correct, "correct images");
    }

    /// <summary>The loss, the gradients and the moving statistics of a training step.</summary>
    public void CheckTraining()
    {
        _executor.Steps = Expectation.Step - 1;
        CheckResult(_executor.Train(_images, _targets, _batch.Count), _expected.TrainingLoss);
        foreach ((Probe probe, double derivative) in _expected.Derivatives)
        {
            CheckDerivative(probe, derivative);
        }

        foreach ((int parameter, double[] statistics) in _expected.MovingStatistics)
        {
            Parameter moving = _batch.Model.Parameters[parameter];
            _expected.Forward.Check(statistics, moving.Values, moving.FullName, statistics.Max(Math.Abs));
        }
    }

    public void Dispose() => _executor.Dispose();

    static PinnedMemory Memory(float[] values)
    {
        var memory = new PinnedMemory(values.Length);
        values.CopyTo(memory.Span);
        return memory;
    }

    static void CheckEqual(double expected, double actual, string what)
    {
        if (expected != actual)
        {
            throw new CheckFailedException($"{what}: {expected} were expected, {actual} came.");
        }
    }

    void CheckResult(BatchResult result, double loss)
    {
        CheckEqual(_batch.Count, result.Count, "images");
        _expected.Forward.Check([loss], [(float)result.LossSum], "sum of losses");
        _expected.Forward.Check([_expected.Penalty], [(float)result.Penalty], "penalty");
    }

    void CheckDerivative(Probe probe, double derivative)
    {
        Parameter parameter = _batch.Model.Parameters[probe.Parameter];
        ReadOnlySpan<float> gradient = GradientOf(parameter);
        double along = 0, squares = 0;
        double[] direction = probe.Direction(gradient.Length);
        for (int i = 0; i < gradient.Length; i++)
        {
            along += direction[i] * gradient[i];
            squares += (double)gradient[i] * gradient[i];
        }

        // Where the gradient cancels (a bias before a normalization), its errors are those of what the layer's other gradients sum too.
        double magnitude = probe.Element is null ? Math.Sqrt(squares) : 0;
        foreach (Parameter other in parameter.Layer!.Parameters.Where(other => other.IsTrainable))
        {
            foreach (float element in GradientOf(other))
            {
                magnitude = Math.Max(magnitude, Math.Abs(element));
            }
        }

        _expected.Backward.Check([derivative], [(float)along], $"gradient of {parameter.FullName}, {probe}", magnitude);
    }

    ReadOnlySpan<float> GradientOf(Parameter parameter) => _executor.OptimizerState!.SlotsOf(parameter).Span;
}
