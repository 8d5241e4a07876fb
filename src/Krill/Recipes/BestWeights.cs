using Krill.Callbacks;

namespace Krill.Recipes;

/// <summary>Keeps the weights of the epoch with the best validation accuracy, the first of equals, in memory.</summary>
internal sealed class BestWeights : Callback
{
    double _best = Metric.ValidationAccuracy.Worst();
    float[][] _weights = [];

    public override void OnEpochEnd(in EpochLogs logs, TrainingContext context)
    {
        if (logs.ValidationAccuracy is { } accuracy && Metric.ValidationAccuracy.IsBetter(accuracy, _best))
        {
            _best = accuracy;
            _weights = [.. context.Model.Parameters.Select(parameter => parameter.Values.ToArray())];
        }
    }

    /// <summary>Gives a model the weights that were kept; without any it stays as it is.</summary>
    public void Restore(Model model)
    {
        for (int i = 0; i < _weights.Length; i++)
        {
            _weights[i].CopyTo(model.Parameters[i].Values);
        }
    }
}
