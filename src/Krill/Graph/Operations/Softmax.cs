using Krill.Planning;

namespace Krill.Graph;

/// <summary>eˣ / Σ eˣ, the sum along an axis.</summary>
internal sealed class Softmax(int axis) : Operation
{
    public override string Name => "Softmax";

    public int Axis => axis;

    public override bool CanInterleave(IReadOnlyList<Symbol> inputs) => true;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems) =>
        Axes.Find(axis, inputs[0].Shape!, problems) is null ? null : inputs[0].Shape;

    public override void Forward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0];
        (int outer, int length, int inner) = Axes.Split(axis, node.Symbol.Shape!);
        node.Output = plan.Batched(Name, input.Length);
        plan.Emit(plan.Grouped(plan.Kernels.Softmax(outer, length, inner * plan.Group, plan.Grouped(input), plan.Grouped(node.Output))), [input], [node.Output], mayOverwrite: input);
    }

    public override void Backward(PlanBuilder plan, Node node)
    {
        (int outer, int length, int inner) = Axes.Split(axis, node.Symbol.Shape!);
        Value gradient = plan.Batched($"{Name} gradient", node.Output.Length);
        plan.Emit(
            plan.Grouped(plan.Kernels.SoftmaxGradient(outer, length, inner * plan.Group, plan.Grouped(node.Output), plan.Grouped(node.OutputGradient), plan.Grouped(gradient))),
            [node.Output, node.OutputGradient],
            [gradient],
            mayOverwrite: node.OutputGradient);
        plan.AddGradient(node.Inputs[0], gradient);
    }
}
