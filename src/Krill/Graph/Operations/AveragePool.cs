using Krill.Kernels;
using Krill.Planning;

namespace Krill.Graph;

/// <summary>The mean of each window, padding not counted.</summary>
internal sealed class AveragePool(Size2D window, Size2D strides, Padding padding) : Operation
{
    public override string Name => "AveragePool";

    public Size2D Window => window;

    public Size2D Strides => strides;

    public Padding Padding => padding;

    public override bool CanInterleave(IReadOnlyList<Symbol> inputs) => true;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems) =>
        WindowShapes.Of(inputs[0].Shape!, window, strides, padding, problems) is { } geometry
            ? new Shape(geometry.OutputHeight, geometry.OutputWidth, inputs[0].Shape![^1])
            : null;

    public override void Forward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0];
        node.Output = plan.Batched(Name, node.Symbol.Shape!.Elements);
        plan.Emit(plan.Grouped(plan.Kernels.AveragePool(Geometry(node), node.Symbol.Shape[^1] * plan.Group, plan.Grouped(input), plan.Grouped(node.Output))), [input], [node.Output]);
    }

    public override void Backward(PlanBuilder plan, Node node)
    {
        Value gradient = plan.Batched($"{Name} gradient", node.Inputs[0].Length);
        plan.Emit(
            plan.Grouped(plan.Kernels.AveragePoolGradient(Geometry(node), node.Symbol.Shape![^1] * plan.Group, plan.Grouped(node.OutputGradient), plan.Grouped(gradient))),
            [node.OutputGradient],
            [gradient]);
        plan.AddGradient(node.Inputs[0], gradient);
    }

    WindowGeometry Geometry(Node node) => WindowShapes.Of(node.Symbol.Inputs[0].Shape!, window, strides, padding, [])!.Value;
}
