using Krill.Kernels;
using Krill.Planning;

namespace Krill.Graph;

/// <summary>A function of each element by itself.</summary>
internal sealed class Activation(ActivationKind kind, float slope = 0) : Operation
{
    public override string Name => kind.ToString();

    public ActivationKind Kind => kind;

    public float Slope => slope;

    public override bool CanInterleave(IReadOnlyList<Symbol> inputs) => true;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems) => inputs[0].Shape;

    public override void Forward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0];
        node.Output = plan.Batched(Name, input.Length);
        plan.Emit(plan.Kernels.Activation(kind, slope, input.Storage, node.Output.Storage), [input], [node.Output], mayOverwrite: input);
    }

    public override void Backward(PlanBuilder plan, Node node)
    {
        Value saved = Activations.SavesOutput(kind) ? node.Output : node.Inputs[0];
        Value gradient = plan.Batched($"{Name} gradient", saved.Length);
        plan.Emit(
            plan.Kernels.ActivationGradient(kind, slope, saved.Storage, node.OutputGradient.Storage, gradient.Storage),
            [saved, node.OutputGradient],
            [gradient],
            mayOverwrite: node.OutputGradient);
        plan.AddGradient(node.Inputs[0], gradient);
    }
}
