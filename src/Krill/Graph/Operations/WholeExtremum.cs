using Krill.Planning;

namespace Krill.Graph;

/// <summary>The least or greatest element of a whole batch: one number for all images. All elements that attain it share its gradient, as in TensorFlow.</summary>
internal sealed class WholeExtremum(bool greatest) : Operation
{
    public override string Name => greatest ? "WholeMaximum" : "WholeMinimum";

    public bool IsGreatest => greatest;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems) => new();

    public override bool IsBatched(IReadOnlyList<Symbol> inputs) => false;

    public override void Forward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0];
        Value partials = plan.Partials($"{Name} by lane", 1);
        node.Output = plan.Shared(Name, 1);
        plan.Emit(plan.Kernels.LaneExtremum(greatest, input.Storage, partials.Storage), [input], [partials]);
        plan.Emit(plan.Kernels.FinishExtremum(greatest, plan.Lanes, partials.Storage, node.Output.Storage), [partials], [node.Output]);
    }

    public override void Backward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0];
        Value partials = plan.Partials($"{Name} ties by lane", 1);
        Value count = plan.Shared($"{Name} ties", 1);
        Value gradient = plan.Batched($"{Name} gradient", input.Length);
        plan.Emit(plan.Kernels.LaneCountEqual(input.Storage, node.Output.Storage, partials.Storage), [input, node.Output], [partials]);
        plan.Emit(plan.Kernels.SumLanes(1, plan.Lanes, partials.Storage, count.Storage), [partials], [count]);
        plan.Emit(
            plan.Kernels.ExtremumGradient(input.Storage, node.Output.Storage, node.OutputGradient.Storage, count.Storage, gradient.Storage),
            [input, node.Output, node.OutputGradient, count],
            [gradient]);
        plan.AddGradient(input, gradient);
    }
}
