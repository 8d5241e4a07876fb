using Krill.Planning;

namespace Krill.Graph;

/// <summary>Elements set to 0 at random in training, and the others divided by what is kept of them; the input itself otherwise.</summary>
internal sealed class Dropout(float rate) : Operation
{
    public override string Name => "Dropout";

    public float Rate => rate;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems) => inputs[0].Shape;

    public override void Forward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0];
        if (!plan.IsTraining || rate == 0)
        {
            node.Output = input;
            return;
        }

        int operation = plan.NextRandomOperation();
        node.Saved = operation;
        node.Output = plan.Batched(Name, input.Length);
        plan.Emit(plan.Kernels.Dropout(rate, plan.State, operation, input.Storage, node.Output.Storage), [input], [node.Output], mayOverwrite: input);
    }

    public override void Backward(PlanBuilder plan, Node node)
    {
        // Without random numbers the output is the input, so its gradient already is the input's.
        if (node.Saved is int operation)
        {
            Value gradient = plan.Batched($"{Name} gradient", node.Output.Length);
            plan.Emit(
                plan.Kernels.Dropout(rate, plan.State, operation, node.OutputGradient.Storage, gradient.Storage),
                [node.OutputGradient],
                [gradient],
                mayOverwrite: node.OutputGradient);
            plan.AddGradient(node.Inputs[0], gradient);
        }
    }
}
