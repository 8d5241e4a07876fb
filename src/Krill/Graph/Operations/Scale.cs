using Krill.Planning;

namespace Krill.Graph;

/// <summary>The input times a constant.</summary>
internal sealed class Scale(float factor) : Operation
{
    public override string Name => "Scale";

    public float Factor => factor;

    public override bool TakesShared => true;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems) => inputs[0].Shape;

    public override void Forward(PlanBuilder plan, Node node) => node.Output = Compute(plan, Name, factor, node.Inputs[0]);

    public override void Backward(PlanBuilder plan, Node node) =>
        plan.AddGradient(node.Inputs[0], Compute(plan, $"{Name} gradient", factor, node.OutputGradient));

    /// <summary>Emits factor · input.</summary>
    public static Value Compute(PlanBuilder plan, string name, float factor, Value input)
    {
        if (input.IsShared)
        {
            Value shared = plan.Shared(name, input.Length);
            plan.Emit(plan.Kernels.SharedScale(factor, input.Storage, shared.Storage), [input], [shared]);
            return shared;
        }

        Value output = plan.Batched(name, input.Length);
        plan.Emit(plan.Kernels.Scale(factor, input.Storage, output.Storage), [input], [output], mayOverwrite: input);
        return output;
    }
}
