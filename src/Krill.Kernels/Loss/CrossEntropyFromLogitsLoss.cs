namespace Krill.Kernels;

/// <summary>
/// Σ t (log Σ eᶻ - z), with m the greatest logit: t ((m - z) + log Σ eᶻ⁻ᵐ), two terms that cannot overflow and are both ≥ 0.
/// </summary>
internal readonly unsafe struct CrossEntropyFromLogitsLoss(float smoothing) : ILossFunction
{
    public float Invoke<V, S>(in LossRow row)
        where V : struct
        where S : struct, ISimd<V>
    {
        int length = row.Length;
        float* exponentials = row.First, targets = row.Second;
        ElementLoops.Unary<V, S, SmoothTargetOperator>(new(smoothing, length), row.Targets, targets, length);
        float greatest = SoftmaxRow<V, S>.Maximum(row.Predictions, length, row.Buffer);
        float sum = SoftmaxRow<V, S>.Exponentials(row.Predictions, greatest, exponentials, length, row.Buffer);
        var term = new LogitTermOperator(greatest, SimdMath.Log<float, SimdScalar>(sum));
        float loss = RowSum<V, S>.Of(term, targets, row.Predictions, length, row.Buffer);

        if (row.Gradient is not null)
        {
            float total = RowSum<V, S>.Of<LeftOperator>(default, targets, targets, length, row.Buffer);
            var gradient = new LogitGradientOperator(total / sum, row.InverseBatch);
            ElementLoops.Binary<V, S, LogitGradientOperator>(gradient, exponentials, targets, row.Gradient, length);
        }

        return loss;
    }
}
