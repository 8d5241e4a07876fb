using Krill.Planning;

namespace Krill.Graph;

/// <summary>The inputs one behind the other along an axis.</summary>
internal sealed class Concatenate(int axis) : Operation
{
    public override string Name => "Concatenate";

    public int Axis => axis;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems)
    {
        Shape first = inputs[0].Shape!;
        if (Axes.Find(axis, first, problems) is not { } place)
        {
            return null;
        }

        if (inputs.Any(input => !input.IsBatched || !HasSameOtherAxes(first, input.Shape!, place)))
        {
            problems.Add(
                $"received {string.Join(", ", inputs.Select(input => input.Shape))}; expected values per image whose shapes differ in axis {axis} at most.");
            return null;
        }

        int[] axes = [.. first];
        axes[place] = inputs.Sum(input => input.Shape![place]);
        return new Shape(axes);
    }

    public override void Forward(PlanBuilder plan, Node node)
    {
        node.Output = plan.Batched(Name, node.Symbol.Shape!.Elements);
        foreach ((Value input, Part part) in Parts(node))
        {
            plan.Emit(
                plan.Kernels.CopyRows(input.Storage, 0, part.Length, node.Output.Storage, part.Offset, part.Stride, part.Rows, part.Length),
                [input],
                [node.Output]);
        }
    }

    public override void Backward(PlanBuilder plan, Node node)
    {
        foreach ((Value input, Part part) in Parts(node))
        {
            if (plan.NeedsGradient(input))
            {
                Value gradient = plan.Batched($"{Name} gradient", input.Length);
                plan.Emit(
                    plan.Kernels.CopyRows(node.OutputGradient.Storage, part.Offset, part.Stride, gradient.Storage, 0, part.Length, part.Rows, part.Length),
                    [node.OutputGradient],
                    [gradient]);
                plan.AddGradient(input, gradient);
            }
        }
    }

    static bool HasSameOtherAxes(Shape first, Shape other, int place) =>
        first.Rank == other.Rank && Enumerable.Range(0, first.Rank).All(i => i == place || first[i] == other[i]);

    /// <summary>Where each input's rows lie in an image of the output.</summary>
    IEnumerable<(Value Input, Part Part)> Parts(Node node)
    {
        (int outer, int total, int inner) = Axes.Split(axis, node.Symbol.Shape!);
        int offset = 0;
        foreach (Value input in node.Inputs)
        {
            int length = input.Length / outer;
            yield return (input, new Part(offset, total * inner, outer, length));
            offset += length;
        }
    }

    readonly record struct Part(int Offset, int Stride, int Rows, int Length);
}
