// sample
using Krill.Callbacks;
// end

namespace Samples;

// sample
/// <summary>Lets the learning rate grow in equal steps at the beginning of a training.</summary>
sealed class GentleStart(int steps) : Callback
{
    float _goal;

    public override void OnTrainBegin(TrainingContext context) => _goal = context.LearningRate;

    public override void OnBatchBegin(long step, TrainingContext context)
    {
        if (step < steps)
        {
            context.LearningRate = _goal * (step + 1) / steps;
        }
    }
}
// end
