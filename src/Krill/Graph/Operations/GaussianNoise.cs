using Krill.Planning;

namespace Krill.Graph;

/// <summary>Normally distributed numbers added in training; the input itself otherwise.</summary>
internal sealed class GaussianNoise(float deviation) : Operation
{
    public override string Name => "GaussianNoise";

    public float Deviation => deviation;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems) => inputs[0].Shape;

    public override void Forward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0];
        if (!plan.IsTraining || deviation == 0)
        {
            node.Output = input;
            return;
        }

        node.Output = plan.Batched(Name, input.Length);
        plan.Emit(
            plan.Kernels.GaussianNoise(deviation, plan.State, plan.NextRandomOperation(), input.Storage, node.Output.Storage),
            [input],
            [node.Output],
            mayOverwrite: input);
    }

    public override void Backward(PlanBuilder plan, Node node)
    {
        // Where the output is the input itself, its gradient already is the input's.
        if (node.Output != node.Inputs[0])
        {
            plan.AddGradient(node.Inputs[0], node.OutputGradient);
        }
    }
}
