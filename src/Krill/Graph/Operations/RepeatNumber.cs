using Krill.Kernels;
using Krill.Planning;

namespace Krill.Graph;

/// <summary>A number an image, repeated everywhere in an image of a shape.</summary>
internal sealed class RepeatNumber(Shape shape) : Operation
{
    public override string Name => "RepeatNumber";

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems)
    {
        if (inputs[0].Shape!.Elements == 1)
        {
            return shape;
        }

        problems.Add($"received {inputs[0].Shape}; expected a single number an image.");
        return null;
    }

    public override void Forward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0], zeros = plan.Batched("zeros", shape.Elements);
        node.Output = plan.Batched(Name, shape.Elements);
        plan.Emit(plan.Kernels.Fill(0, zeros.Storage), [], [zeros]);
        plan.Emit(plan.Kernels.Binary(BinaryKind.Add, zeros.Storage, input.Storage, node.Output.Storage), [zeros, input], [node.Output], mayOverwrite: zeros);
    }

    /// <summary>The sum over each image: the mean over its pixels, then over its channels, times how many numbers there were.</summary>
    public override void Backward(PlanBuilder plan, Node node)
    {
        int channels = shape[^1];
        Value byChannel = Mean(plan, shape, channels, node.OutputGradient);
        Value mean = Mean(plan, new Shape(channels, 1, 1), 1, byChannel);
        plan.AddGradient(node.Inputs[0], Scale.Compute(plan, $"{Name} gradient", shape.Elements, mean));
    }

    Value Mean(PlanBuilder plan, Shape image, int channels, Value value)
    {
        WindowGeometry whole = WindowShapes.Of(image, (image[0], image[1]), 1, Padding.Valid, [])!.Value;
        Value mean = plan.Batched($"{Name} mean", channels);
        plan.Emit(plan.Kernels.AveragePool(whole, channels, value.Storage, mean.Storage), [value], [mean]);
        return mean;
    }
}
