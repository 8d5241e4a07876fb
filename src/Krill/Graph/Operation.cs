using Krill.Planning;

namespace Krill.Graph;

/// <summary>
/// A differentiable operation on tensors: the smallest thing that has kernels. Layers are composed of operations, and are differentiated by
/// differentiating these.
/// </summary>
internal abstract class Operation
{
    /// <summary>What errors call it.</summary>
    public abstract string Name { get; }

    /// <summary>The shape of the output for inputs of known shapes. Adds what does not fit to <paramref name="problems"/> and then returns null.</summary>
    public abstract Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems);

    /// <summary>Whether the output has a value for each image: as a rule when an input has.</summary>
    public virtual bool IsBatched(IReadOnlyList<Symbol> inputs) => inputs.Any(input => input.IsBatched);

    /// <summary>Whether the first input may be one for all images, such as a parameter; as a rule it has a value for each image.</summary>
    public virtual bool TakesShared => false;

    /// <summary>Whether it can work on interleaved images, and gains by it: see <see cref="Kernels.Group"/>.</summary>
    public virtual bool CanInterleave(IReadOnlyList<Symbol> inputs) => false;

    /// <summary>Emits the kernels that compute <see cref="Node.Output"/>, which this sets.</summary>
    public abstract void Forward(PlanBuilder plan, Node node);

    /// <summary>
    /// Emits the kernels that compute, from <see cref="Node.OutputGradient"/>, the gradient of each input that
    /// <see cref="PlanBuilder.NeedsGradient"/> asks for, and hands each to <see cref="PlanBuilder.AddGradient"/>.
    /// </summary>
    public abstract void Backward(PlanBuilder plan, Node node);
}
