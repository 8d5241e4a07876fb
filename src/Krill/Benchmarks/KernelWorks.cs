using Krill.Data;
using Krill.Graph;
using Krill.Kernels;
using Krill.Layers;
using Krill.Optimizers;
using Krill.Planning;
using Krill.Recipes;
using Krill.Training;

namespace Krill.Benchmarks;

/// <summary>Finds the convolutions, dense products, pooling and normalization of a recipe's training step by planning it.</summary>
internal static class KernelWorks
{
    /// <summary>Each operation that differs from the others in kind, sizes or direction, once, in the order of the forward pass.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="batch">Images of a batch; by default the recipe's.</param>
    /// <param name="precision">The precision of products.</param>
    /// <param name="kernels">The kernel set; by default the process's for the precision.</param>
    public static IReadOnlyList<KernelWork> Of(Recipe recipe, int? batch = null, Precision precision = Precision.Float32, KernelSet? kernels = null)
    {
        DatasetInfo dataset = Datasets.Find(recipe.DefaultDataset)!;
        Model model = recipe.CreateModel(dataset.Shape, dataset.Classes);
        model.Precision = precision;
        Optimizer optimizer = recipe.CreateOptimizer();
        var plan = NetworkPlanner.Training(
            model,
            recipe.Loss,
            new OptimizerState(optimizer, model.Parameters),
            KernelFactory.For(kernels ?? Executor.SetFor(precision)),
            new StepState(),
            batch ?? recipe.BatchSize);
        return
        [
            .. plan.Instructions
                .Where(IsListed)
                .GroupBy(instruction => UnitOf(instruction.Origin!))
                .SelectMany(unit => unit.GroupBy(DirectionOf).OrderBy(direction => direction.Key))
                .Select(direction => Work(recipe, plan, direction.Key, [.. direction]))
                .DistinctBy(work => work.Key),
        ];
    }

    static bool IsListed(Instruction instruction) => instruction.Origin is { } origin && origin.Node.Symbol.Operation switch
    {
        // A bias's gradient is a sum, no product.
        WeightedSum => !origin.IsBackward || origin.Node.Inputs.Take(2).Contains(instruction.Toward),
        AveragePool or MaxPool or Graph.BatchNormalization => true,
        _ => MinMaxOf(origin) is not null,
    };

    /// <summary>What is listed as one: a use of an operation; and of the operations that min-max normalization is composed of, all.</summary>
    static object UnitOf(Origin origin) => (object?)MinMaxOf(origin) ?? origin.Node;

    static MinMaxNormalization? MinMaxOf(Origin origin) => origin.Node.Symbol.Within?.Outermost as MinMaxNormalization;

    static KernelDirection DirectionOf(Instruction instruction)
    {
        Origin origin = instruction.Origin!;
        bool isKernel = origin.Node.Symbol.Operation is WeightedSum && instruction.Toward == origin.Node.Inputs[1];
        return !origin.IsBackward ? KernelDirection.Forward : isKernel ? KernelDirection.ToKernel : KernelDirection.ToInput;
    }

    static KernelWork Work(Recipe recipe, Plan plan, KernelDirection direction, IReadOnlyList<Instruction> instructions)
    {
        Origin origin = instructions[0].Origin!;
        Symbol symbol = origin.Node.Symbol;
        double? operations = symbol.Operation is WeightedSum
            ? 2.0 * plan.Batch * symbol.Inputs[1].Shape!.Elements * (symbol.Shape!.Elements / symbol.Shape[^1])
            : null;

        // Of a min-max normalization's operations, those on single numbers do not tell its sizes.
        origin = instructions.Select(instruction => instruction.Origin!).First(each => each.Node.Symbol.Inputs[0].IsBatched);
        return new KernelWork(recipe.Name, Describe(origin), direction, instructions) { Plan = plan, Operations = operations, IsWide3x3 = IsWide3x3(symbol) };
    }

    static bool IsWide3x3(Symbol symbol) =>
        symbol.Operation is Graph.Convolution && symbol.Inputs[1].Shape! is var kernel && (kernel[0], kernel[1]) == (3, 3) && Math.Min(kernel[2], kernel[3]) >= 64;

    static string Describe(Origin origin)
    {
        Symbol symbol = origin.Node.Symbol;
        Shape input = symbol.Inputs[0].Shape!, output = symbol.Shape!;
        return symbol.Operation switch
        {
            Graph.Convolution convolution => Describe(convolution, input, symbol.Inputs[1].Shape!, output),
            WeightedSum => $"dense {string.Join('×', input)} → {output[^1]}",
            AveragePool pool => $"average pooling {pool.Window.Height}×{pool.Window.Width}, {string.Join('×', input)} → {output[0]}×{output[1]}",
            MaxPool pool => $"max pooling {pool.Window.Height}×{pool.Window.Width}, {string.Join('×', input)} → {output[0]}×{output[1]}",
            Graph.BatchNormalization => $"batch normalization{JoinedTo(origin)}, {string.Join('×', input)}",
            _ => $"min-max normalization, {string.Join('×', input)}",
        };
    }

    static string Describe(Graph.Convolution convolution, Shape input, Shape kernel, Shape output)
    {
        string strides = convolution.Strides == new Size2D(1, 1) ? "" : $" strides {convolution.Strides.Height}×{convolution.Strides.Width}";
        string padding = convolution.Padding == Padding.Same ? " same" : "";
        return $"convolution {kernel[0]}×{kernel[1]}{strides}{padding}, {string.Join('×', input)} → {string.Join('×', output)}";
    }

    /// <summary>The activation that a normalization computes along.</summary>
    static string JoinedTo(Origin origin) => origin.Node.JoinedActivation is { Kind: var kind } ? $" and {kind.ToString().ToLowerInvariant()}" : "";
}
