using Krill.Callbacks;
using Krill.Weights;

namespace Krill.Recipes;

/// <summary>Keeps the weights of the epoch with the best validation accuracy, the first of equals, in memory.</summary>
internal sealed class BestWeights : Callback
{
    double _best = Metric.ValidationAccuracy.Worst();
    ParameterSnapshot? _weights;

    public override void OnEpochEnd(in EpochLogs logs, TrainingContext context)
    {
        if (logs.ValidationAccuracy is { } accuracy && Metric.ValidationAccuracy.IsBetter(accuracy, _best))
        {
            _best = accuracy;
            _weights ??= new ParameterSnapshot(context.Model);
            _weights.Take();
        }
    }

    public override void SaveState(SavedState state)
    {
        if (_weights is not null)
        {
            state["best"] = _best;
            state.SetWeights("weights", _weights);
        }
    }

    public override void LoadState(SavedState state, TrainingContext context)
    {
        if (state.Has("best"))
        {
            _best = state["best"];
            _weights = new ParameterSnapshot(context.Model);
            state.GetWeights("weights", _weights);
        }
    }

    /// <summary>Gives the model the weights that were kept; without any it stays as it is.</summary>
    public void Restore() => _weights?.Restore();
}
