using Krill.Optimizers;

namespace Krill.Testing.Reference;

/// <summary>Leaves the parameters as they are, and keeps their gradients where an optimizer keeps its state.</summary>
public sealed class GradientKeeper() : Optimizer(1)
{
    protected internal override int Slots => 1;

    protected internal override void Update(in ParameterUpdate update) => update.Gradient.CopyTo(update.Slot(0));
}
