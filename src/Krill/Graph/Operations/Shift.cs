using Krill.Kernels;
using Krill.Planning;

namespace Krill.Graph;

/// <summary>The input plus a constant.</summary>
internal sealed class Shift(float offset) : Operation
{
    public override string Name => "Shift";

    public float Offset => offset;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems) => inputs[0].Shape;

    public override void Forward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0];
        Value constant = plan.Batched("constant", input.Length);
        node.Output = plan.Batched(Name, input.Length);
        plan.Emit(plan.Kernels.Fill(offset, constant.Storage), [], [constant]);
        plan.Emit(
            plan.Kernels.Binary(BinaryKind.Add, input.Storage, constant.Storage, node.Output.Storage),
            [input, constant],
            [node.Output],
            mayOverwrite: constant);
    }

    public override void Backward(PlanBuilder plan, Node node) => plan.AddGradient(node.Inputs[0], node.OutputGradient);
}
