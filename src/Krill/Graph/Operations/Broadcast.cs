using Krill.Kernels;
using Krill.Planning;

namespace Krill.Graph;

/// <summary>What is one for all images, repeated for each: a number everywhere, or a tensor of the last axes along the others.</summary>
internal sealed class Broadcast(Shape shape) : Operation
{
    public override string Name => "Broadcast";

    public override bool TakesShared => true;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems)
    {
        Shape input = inputs[0].Shape!;
        if (Fits(input, shape))
        {
            return shape;
        }

        problems.Add($"received {input}, which does not repeat along {shape}; expected a single number or the last axes of {shape}.");
        return null;
    }

    public override bool IsBatched(IReadOnlyList<Symbol> inputs) => true;

    public override void Forward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0];
        Value zeros = plan.Batched("zeros", shape.Elements);
        node.Output = plan.Batched(Name, shape.Elements);
        plan.Emit(plan.Kernels.Fill(0, zeros.Storage), [], [zeros]);
        plan.Emit(plan.Kernels.Binary(BinaryKind.Add, zeros.Storage, input.Storage, node.Output.Storage), [zeros, input], [node.Output], mayOverwrite: zeros);
    }

    public override void Backward(PlanBuilder plan, Node node) =>
        plan.AddGradient(node.Inputs[0], BatchSums.SumByPosition(plan, $"{Name} gradient", node.OutputGradient, node.Inputs[0].Length));

    /// <summary>Whether a tensor that is one for all images repeats along the last axes of a shape.</summary>
    public static bool Fits(Shape shared, Shape shape) =>
        shared.Elements == 1 || (shared.Rank <= shape.Rank && shared.SequenceEqual(shape.Skip(shape.Rank - shared.Rank)));
}
