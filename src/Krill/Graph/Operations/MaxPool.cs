using Krill.Kernels;
using Krill.Planning;

namespace Krill.Graph;

/// <summary>The greatest of each window.</summary>
internal sealed class MaxPool(Size2D window, Size2D strides, Padding padding) : Operation
{
    public override string Name => "MaxPool";

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
        int channels = node.Symbol.Shape![^1] * plan.Group;
        node.Output = plan.Batched(Name, node.Symbol.Shape.Elements);
        if (!plan.NeedsGradient(input))
        {
            plan.Emit(plan.Grouped(plan.Kernels.MaxPool(Geometry(node), channels, plan.Grouped(input), plan.Grouped(node.Output))), [input], [node.Output]);
            return;
        }

        // bfloat16 holds whole numbers up to 256.
        const int MostPlaces = 256;
        Value places = window.Height * window.Width <= MostPlaces
            ? plan.Batched($"{Name} places", node.Output.Length)
            : plan.Exact($"{Name} places", node.Output.Length);
        node.Saved = places;
        plan.Emit(
            plan.Grouped(plan.Kernels.MaxPoolPlaces(Geometry(node), channels, plan.Grouped(input), plan.Grouped(node.Output), plan.Grouped(places))),
            [input],
            [node.Output, places]);
    }

    public override void Backward(PlanBuilder plan, Node node)
    {
        var places = (Value)node.Saved!;
        Value gradient = plan.Batched($"{Name} gradient", node.Inputs[0].Length);
        plan.Emit(
            plan.Grouped(plan.Kernels.MaxPoolGradient(
                Geometry(node), node.Symbol.Shape![^1] * plan.Group, plan.Grouped(places), plan.Grouped(node.OutputGradient), plan.Grouped(gradient))),
            [places, node.OutputGradient],
            [gradient]);
        plan.AddGradient(node.Inputs[0], gradient);
    }

    WindowGeometry Geometry(Node node) => WindowShapes.Of(node.Symbol.Inputs[0].Shape!, window, strides, padding, [])!.Value;
}
