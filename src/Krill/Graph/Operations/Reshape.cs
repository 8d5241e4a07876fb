using Krill.Planning;

namespace Krill.Graph;

/// <summary>The same numbers under other axes: no kernel, no memory.</summary>
internal sealed class Reshape(Shape shape) : Operation
{
    public override string Name => "Reshape";

    public override bool TakesShared => true;

    public override bool CanInterleave(IReadOnlyList<Symbol> inputs) => true;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems)
    {
        Shape input = inputs[0].Shape!;
        if (input.Elements == shape.Elements)
        {
            return shape;
        }

        problems.Add($"received {input}, which has {input.Elements} elements; expected {shape.Elements}, to make {shape} of.");
        return null;
    }

    public override void Forward(PlanBuilder plan, Node node) => node.Output = node.Inputs[0];

    public override void Backward(PlanBuilder plan, Node node)
    {
        // The output is the input under another name, so its gradient already is the input's.
    }
}
