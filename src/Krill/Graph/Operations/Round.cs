using Krill.Planning;

namespace Krill.Graph;

/// <summary>The input rounded to multiples of 1 / <paramref name="multiplier"/>, halves to even.</summary>
internal sealed class Round(float multiplier, RoundGradient gradient) : Operation
{
    public override string Name => "Round";

    public float Multiplier => multiplier;

    public RoundGradient Gradient => gradient;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems) => inputs[0].Shape;

    public override void Forward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0];
        node.Output = plan.Batched(Name, input.Length);
        plan.Emit(plan.Kernels.Round(multiplier, input.Storage, node.Output.Storage), [input], [node.Output], mayOverwrite: input);
    }

    public override void Backward(PlanBuilder plan, Node node)
    {
        // A gradient that is 0 everywhere is not handed on: nothing before it learns, and no kernel need compute that.
        if (gradient == RoundGradient.StraightThrough)
        {
            plan.AddGradient(node.Inputs[0], node.OutputGradient);
        }
    }
}
