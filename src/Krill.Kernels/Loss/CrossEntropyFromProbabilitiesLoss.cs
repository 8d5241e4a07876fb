namespace Krill.Kernels;

/// <summary>
/// -Σ t log(clip(p / Σp)). With q = p / Σp and g = -t / q where the clip does not bind, else 0, the gradient is
/// (g - Σ g q) / Σp; and Σ g q is minus the sum of the targets where the clip does not bind.
/// </summary>
internal readonly unsafe struct CrossEntropyFromProbabilitiesLoss(float smoothing) : ILossFunction
{
    /// <summary>Keras's epsilon.</summary>
    public const float Epsilon = 1e-7f;

    public float Invoke<V, S>(in LossRow row)
        where V : struct
        where S : struct, ISimd<V>
    {
        int length = row.Length;
        float* quotients = row.First, targets = row.Second;
        ElementLoops.Unary<V, S, SmoothTargetOperator>(new(smoothing, length), row.Targets, targets, length);
        float sum = RowSum<V, S>.Of<LeftOperator>(default, row.Predictions, row.Predictions, length, row.Buffer);
        ElementLoops.BinaryScalar<V, S, DivideOperator>(default, row.Predictions, sum, quotients, length);
        float loss = RowSum<V, S>.Of<ProbabilityTermOperator>(default, targets, quotients, length, row.Buffer);

        if (row.Gradient is not null)
        {
            // The clip's gradient operator passes its second operand where the first is inside.
            float inside = RowSum<V, S>.Of(new ClipOperator(Epsilon, 1 - Epsilon), quotients, targets, length, row.Buffer);
            var gradient = new ProbabilityGradientOperator(inside, row.InverseBatch / sum);
            ElementLoops.Binary<V, S, ProbabilityGradientOperator>(gradient, targets, quotients, row.Gradient, length);
        }

        return loss;
    }
}
