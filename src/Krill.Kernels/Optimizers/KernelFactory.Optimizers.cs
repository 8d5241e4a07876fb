namespace Krill.Kernels;

/// <summary>
/// The updates of the optimizers, as those of Keras (tf.keras.optimizers of TensorFlow 2.3 to 2.5) are. On spans, as they are
/// called for a tensor, or a piece of one, at a time: an element's result does not depend on where a tensor is cut. What
/// changes from step to step alone is computed by the caller in double precision.
/// </summary>
internal abstract partial class KernelFactory
{
    /// <summary>Gradient descent; the velocity is empty without momentum.</summary>
    public abstract void SgdUpdate(Span<float> weights, ReadOnlySpan<float> gradients, Span<float> velocity, SgdStep step);

    /// <summary>RMSprop, with the moving means of g² and, if centered (else empty), of g; the velocity is empty without momentum.</summary>
    public abstract void RmsPropUpdate(
        Span<float> weights, ReadOnlySpan<float> gradients, Span<float> meanSquare, Span<float> velocity, Span<float> mean, RmsPropStep step);

    /// <summary>Adam and AdamW, with the moving means of g and g².</summary>
    public abstract void AdamUpdate(Span<float> weights, ReadOnlySpan<float> gradients, Span<float> moment, Span<float> meanSquare, AdamStep step);

    /// <summary>Adamax, with the moving mean of g and the decaying maximum of |g|.</summary>
    public abstract void AdamaxUpdate(Span<float> weights, ReadOnlySpan<float> gradients, Span<float> moment, Span<float> norm, AdamaxStep step);

    /// <summary>Nadam, with the moving means of g and g².</summary>
    public abstract void NadamUpdate(Span<float> weights, ReadOnlySpan<float> gradients, Span<float> moment, Span<float> meanSquare, NadamStep step);

    /// <summary>Adadelta, with the moving means of g² and of the squared updates.</summary>
    public abstract void AdadeltaUpdate(
        Span<float> weights, ReadOnlySpan<float> gradients, Span<float> meanSquare, Span<float> meanSquareChange, AdadeltaStep step);

    /// <summary>Averages go a share of the way to the weights.</summary>
    public abstract void AverageUpdate(Span<float> averages, ReadOnlySpan<float> weights, float share);
}

internal sealed partial class KernelFactory<V, S>
{
    public override void SgdUpdate(Span<float> weights, ReadOnlySpan<float> gradients, Span<float> velocity, SgdStep step)
    {
        if (step.Momentum == 0)
        {
            UpdateLoop<V, S>.Run<SgdOperator>(new(step), weights, gradients, velocity);
        }
        else if (step.Nesterov)
        {
            UpdateLoop<V, S>.Run<NesterovOperator>(new(step), weights, gradients, velocity);
        }
        else
        {
            UpdateLoop<V, S>.Run<MomentumOperator>(new(step), weights, gradients, velocity);
        }
    }

    public override void RmsPropUpdate(
        Span<float> weights, ReadOnlySpan<float> gradients, Span<float> meanSquare, Span<float> velocity, Span<float> mean, RmsPropStep step)
    {
        bool centered = !mean.IsEmpty;
        if (step.Momentum == 0 && !centered)
        {
            UpdateLoop<V, S>.Run<RmsPropOperator>(new(step), weights, gradients, meanSquare, velocity);
        }
        else if (step.Momentum == 0)
        {
            UpdateLoop<V, S>.Run<CenteredRmsPropOperator>(new(step), weights, gradients, meanSquare, mean, velocity);
        }
        else if (!centered)
        {
            UpdateLoop<V, S>.Run<MomentumRmsPropOperator>(new(step), weights, gradients, meanSquare, velocity);
        }
        else
        {
            UpdateLoop<V, S>.Run<CenteredMomentumRmsPropOperator>(new(step), weights, gradients, meanSquare, velocity, mean);
        }
    }

    public override void AdamUpdate(Span<float> weights, ReadOnlySpan<float> gradients, Span<float> moment, Span<float> meanSquare, AdamStep step) =>
        UpdateLoop<V, S>.Run<AdamOperator>(new(step), weights, gradients, moment, meanSquare);

    public override void AdamaxUpdate(Span<float> weights, ReadOnlySpan<float> gradients, Span<float> moment, Span<float> norm, AdamaxStep step) =>
        UpdateLoop<V, S>.Run<AdamaxOperator>(new(step), weights, gradients, moment, norm);

    public override void NadamUpdate(Span<float> weights, ReadOnlySpan<float> gradients, Span<float> moment, Span<float> meanSquare, NadamStep step) =>
        UpdateLoop<V, S>.Run<NadamOperator>(new(step), weights, gradients, moment, meanSquare);

    public override void AdadeltaUpdate(
        Span<float> weights, ReadOnlySpan<float> gradients, Span<float> meanSquare, Span<float> meanSquareChange, AdadeltaStep step) =>
        UpdateLoop<V, S>.Run<AdadeltaOperator>(new(step), weights, gradients, meanSquare, meanSquareChange);

    public override void AverageUpdate(Span<float> averages, ReadOnlySpan<float> weights, float share) =>
        UpdateLoop<V, S>.Run<AverageOperator>(new(share), averages, weights);
}
