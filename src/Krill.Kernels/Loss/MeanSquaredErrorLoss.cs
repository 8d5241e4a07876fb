namespace Krill.Kernels;

/// <summary>The mean of (p - t)².</summary>
internal readonly unsafe struct MeanSquaredErrorLoss : ILossFunction
{
    public float Invoke<V, S>(in LossRow row)
        where V : struct
        where S : struct, ISimd<V>
    {
        float loss = RowSum<V, S>.Of<SquaredDifferenceOperator>(default, row.Predictions, row.Targets, row.Length, row.Buffer) / row.Length;
        if (row.Gradient is not null)
        {
            var gradient = new ScaledDifferenceOperator(2 * row.InverseBatch / row.Length);
            ElementLoops.Binary<V, S, ScaledDifferenceOperator>(gradient, row.Predictions, row.Targets, row.Gradient, row.Length);
        }

        return loss;
    }
}
