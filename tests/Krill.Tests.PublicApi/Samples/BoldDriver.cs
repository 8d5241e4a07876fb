// sample
using Krill;
using Krill.Callbacks;
// end

namespace Samples;

// sample
/// <summary>Halves the learning rate when an epoch's loss is greater than that of the one before.</summary>
sealed class BoldDriver : Callback
{
    double _previous;

    public override void OnTrainBegin(TrainingContext context) => _previous = double.PositiveInfinity;

    public override void OnEpochEnd(in EpochLogs logs, TrainingContext context)
    {
        context.LearningRate *= logs.Loss > _previous ? 0.5f : 1;
        _previous = logs.Loss;
    }

    public override void SaveState(SavedState state) => state["previous"] = _previous;

    public override void LoadState(SavedState state, TrainingContext context) => _previous = state["previous"];
}
// end
