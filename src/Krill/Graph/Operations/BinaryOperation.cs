using Krill.Kernels;
using Krill.Planning;

namespace Krill.Graph;

/// <summary>
/// Arithmetic on two tensors: of equal shapes, or the second one for all images and a single number or of the first's last axes (a number per channel).
/// </summary>
internal sealed class BinaryOperation(BinaryKind kind) : Operation
{
    public override string Name => kind.ToString();

    public BinaryKind Kind => kind;

    public override bool TakesShared => true;

    bool IsCommutative => kind is BinaryKind.Add or BinaryKind.Multiply;

    /// <summary>a ∘ b, the operands put in the order that <see cref="InferShape"/> expects, or the first one repeated where order matters.</summary>
    public static Symbol Of(BinaryKind kind, Symbol a, Symbol b)
    {
        var operation = new BinaryOperation(kind);
        if (a.Shape is null || b.Shape is null)
        {
            return Symbol.Of(operation, a, b);
        }

        bool needsRepetition = a.IsBatched == b.IsBatched ? !a.IsBatched && a.Shape.Elements < b.Shape.Elements : b.IsBatched;
        return (needsRepetition, operation.IsCommutative, b.IsBatched) switch
        {
            (true, true, _) => Symbol.Of(operation, b, a),
            (true, false, true) when Broadcast.Fits(a.Shape, b.Shape) => Symbol.Of(operation, Symbol.Of(new Broadcast(b.Shape), a), b),
            _ => Symbol.Of(operation, a, b),
        };
    }

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems)
    {
        Shape a = inputs[0].Shape!, b = inputs[1].Shape!;
        bool fits = (inputs[0].IsBatched, inputs[1].IsBatched) switch
        {
            (true, true) => a == b,
            (true, false) => Broadcast.Fits(b, a),
            (false, false) => a == b || b.Elements == 1,
            _ => false,
        };
        if (fits)
        {
            return a;
        }

        problems.Add($"received {Describe(inputs[0])} and {Describe(inputs[1])}; expected two values per image of equal shapes, or a parameter of one number or of the other's last axes.");
        return null;
    }

    public override void Forward(PlanBuilder plan, Node node) => node.Output = Compute(plan, Name, kind, node.Inputs[0], node.Inputs[1]);

    public override void Backward(PlanBuilder plan, Node node)
    {
        Value a = node.Inputs[0], b = node.Inputs[1], gradient = node.OutputGradient;

        // Division needs the first's gradient for the second's too: d(a/b)/db = -(1/b) · (a/b). Without NaN, 1/b is 0 where b is: so both gradients are.
        Value gradientOfA = kind is BinaryKind.Divide or BinaryKind.DivideNoNan || (kind == BinaryKind.Multiply && plan.NeedsGradient(a))
            ? Compute(plan, $"{Name} gradient", kind, gradient, b)
            : gradient;
        if (plan.NeedsGradient(a))
        {
            plan.AddGradient(a, gradientOfA);
        }

        if (plan.NeedsGradient(b))
        {
            Value gradientOfB = kind switch
            {
                BinaryKind.Multiply => SumProduct(plan, gradient, a, b),
                BinaryKind.Divide or BinaryKind.DivideNoNan => SumProduct(plan, gradientOfA, node.Output, b),
                _ => SumTo(plan, gradient, b),
            };
            plan.AddGradient(b, IsCommutative ? gradientOfB : Scale.Compute(plan, $"{Name} gradient", -1, gradientOfB));
        }
    }

    static Value Compute(PlanBuilder plan, string name, BinaryKind kind, Value a, Value b)
    {
        if (a.IsShared)
        {
            Value shared = plan.Shared(name, a.Length);
            plan.Emit(plan.Kernels.SharedBinary(kind, a.Storage, b.Storage, shared.Storage), [a, b], [shared]);
            return shared;
        }

        Value output = plan.Batched(name, a.Length);
        plan.Emit(plan.Kernels.Binary(kind, a.Storage, b.Storage, output.Storage), [a, b], [output], mayOverwrite: a);
        return output;
    }

    /// <summary>The product of two equally long tensors, summed to the shape of <paramref name="target"/>.</summary>
    Value SumProduct(PlanBuilder plan, Value a, Value b, Value target) => !a.IsShared && target.IsShared && target.Length == 1
        ? BatchSums.Sum(plan, $"{Name} gradient", a, b)
        : SumTo(plan, Compute(plan, $"{Name} gradient", BinaryKind.Multiply, a, b), target);

    /// <summary>A gradient summed over the elements along which <paramref name="target"/> was repeated.</summary>
    Value SumTo(PlanBuilder plan, Value gradient, Value target)
    {
        if (gradient.IsShared == target.IsShared && gradient.Length == target.Length)
        {
            return gradient;
        }

        if (!gradient.IsShared)
        {
            return BatchSums.SumByPosition(plan, $"{Name} gradient", gradient, target.Length);
        }

        // A shared tensor is summed as lanes of the target's length.
        Value sum = plan.Shared($"{Name} gradient", target.Length);
        plan.Emit(
            plan.Kernels.SumLanes(target.Length, gradient.Length / target.Length, gradient.Storage, sum.Storage),
            [gradient],
            [sum]);
        return sum;
    }

    static string Describe(Symbol symbol) => symbol.IsBatched ? $"{symbol.Shape}" : $"{symbol.Shape} for the whole batch";
}
