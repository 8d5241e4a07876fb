using Krill.Planning;

namespace Krill.Graph;

/// <summary>The input held between two numbers. The gradient is 0 where they bind.</summary>
internal sealed class Clip(float minimum, float maximum) : Operation
{
    public override string Name => "Clip";

    public float Minimum => minimum;

    public float Maximum => maximum;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems) => inputs[0].Shape;

    public override void Forward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0];
        node.Output = plan.Batched(Name, input.Length);
        plan.Emit(plan.Kernels.Clip(minimum, maximum, input.Storage, node.Output.Storage), [input], [node.Output], mayOverwrite: input);
    }

    public override void Backward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0];
        Value gradient = plan.Batched($"{Name} gradient", input.Length);
        plan.Emit(
            plan.Kernels.ClipGradient(minimum, maximum, input.Storage, node.OutputGradient.Storage, gradient.Storage),
            [input, node.OutputGradient],
            [gradient],
            mayOverwrite: node.OutputGradient);
        plan.AddGradient(input, gradient);
    }
}
