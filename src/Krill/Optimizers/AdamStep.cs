namespace Krill.Optimizers;

/// <summary>The update that Adam and AdamW share, with the scalars of one step.</summary>
internal readonly struct AdamStep
{
    readonly float _rate;
    readonly float _oneLessBeta1;
    readonly float _oneLessBeta2;
    readonly float _epsilon;

    public AdamStep(double rate, double beta1, double beta2, double epsilon, long step)
    {
        _rate = (float)(rate * Math.Sqrt(1 - Math.Pow(beta2, step)) / (1 - Math.Pow(beta1, step)));
        _oneLessBeta1 = (float)(1 - beta1);
        _oneLessBeta2 = (float)(1 - beta2);
        _epsilon = (float)epsilon;
    }

    public void Apply(in ParameterUpdate update)
    {
        Span<float> weights = update.Weights, mean = update.Slot(0), squares = update.Slot(1);
        ReadOnlySpan<float> gradient = update.Gradient;
        for (int i = 0; i < weights.Length; i++)
        {
            float g = gradient[i];
            mean[i] += (g - mean[i]) * _oneLessBeta1;
            squares[i] += ((g * g) - squares[i]) * _oneLessBeta2;
            weights[i] -= mean[i] * _rate / (MathF.Sqrt(squares[i]) + _epsilon);
        }
    }
}
