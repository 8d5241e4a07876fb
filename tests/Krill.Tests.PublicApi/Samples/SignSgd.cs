// sample
using Krill.Optimizers;
// end

namespace Samples;

// sample
/// <summary>Steps of one size against the sign of the average gradient: m ← β m + (1 - β) g, w ← w - lr · sign(m).</summary>
sealed class SignSgd(float learningRate = 0.001f) : Optimizer(learningRate)
{
    float _rate;

    public float Beta { get; init; } = 0.9f;

    protected override int Slots => 1;

    protected override void BeginStep() => _rate = (float)DecayedLearningRate;

    protected override void Update(in ParameterUpdate update)
    {
        Span<float> weights = update.Weights, average = update.Slot(0);
        ReadOnlySpan<float> gradient = update.Gradient;
        for (int i = 0; i < weights.Length; i++)
        {
            average[i] = (Beta * average[i]) + ((1 - Beta) * gradient[i]);
            weights[i] -= average[i] > 0 ? _rate : average[i] < 0 ? -_rate : 0;
        }
    }
}
// end
