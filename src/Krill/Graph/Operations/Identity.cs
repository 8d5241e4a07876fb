using Krill.Planning;

namespace Krill.Graph;

/// <summary>The input itself: no kernel, no memory.</summary>
internal sealed class Identity : Operation
{
    public override string Name => "Identity";

    public override bool TakesShared => true;

    public override bool CanInterleave(IReadOnlyList<Symbol> inputs) => true;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems) => inputs[0].Shape;

    public override void Forward(PlanBuilder plan, Node node) => node.Output = node.Inputs[0];

    public override void Backward(PlanBuilder plan, Node node)
    {
        // The output is the input, so its gradient already is the input's.
    }
}
