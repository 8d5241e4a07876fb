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
        node.Output = plan.Batched(Name, node.Symbol.Shape!.Elements);
        plan.Emit(
            plan.Grouped(plan.Kernels.MaxPool(Geometry(node), Channels(plan, node), plan.Grouped(input), plan.Grouped(node.Output))),
            [input],
            [node.Output]);
    }

    public override void Backward(PlanBuilder plan, Node node)
    {
        // bfloat16 holds whole numbers up to 256.
        const int MostPlaces = 256;
        Value input = node.Inputs[0];
        Value places = window.Height * window.Width <= MostPlaces
            ? plan.Batched($"{Name} places", node.Output.Length)
            : plan.Exact($"{Name} places", node.Output.Length);
        Value gradient = plan.Batched($"{Name} gradient", input.Length);
        plan.Emit(plan.Grouped(plan.Kernels.MaxPoolPlaces(Geometry(node), Channels(plan, node), plan.Grouped(input), plan.Grouped(places))), [input], [places]);
        plan.Emit(
            plan.Grouped(plan.Kernels.MaxPoolGradient(
                Geometry(node), Channels(plan, node), plan.Grouped(places), plan.Grouped(node.OutputGradient), plan.Grouped(gradient))),
            [places, node.OutputGradient],
            [gradient]);
        plan.AddGradient(input, gradient);
    }

    static int Channels(PlanBuilder plan, Node node) => node.Symbol.Shape![^1] * plan.Group;

    WindowGeometry Geometry(Node node) => WindowShapes.Of(node.Symbol.Inputs[0].Shape!, window, strides, padding, [])!.Value;
}
