using Krill.Kernels;
using Krill.Layers;
using Krill.Planning;

namespace Krill.Optimizers;

/// <summary>Emits the kernels of <see cref="Muon"/>: products of whole matrices, in stages.</summary>
/// <remarks>
/// In memory a kernel is a matrix M of (inputs, outputs): the transpose of X. With its longer side down, so transposed if it is wide, the small Gram matrix
/// is G = Mᵀ M, and a step is M ← M (A I + B G + C G²): the products that dense layers and their gradients have.
/// </remarks>
internal static class MuonUpdate
{
    public static void Emit(PlanBuilder plan, Muon muon, Parameter parameter, Value weights, Value gradient, PinnedMemory slots)
    {
        int elements = parameter.Shape.Elements, outputs = parameter.Shape[^1], inputs = elements / outputs;
        bool isWide = outputs > inputs;
        int rows = Math.Max(inputs, outputs), columns = Math.Min(inputs, outputs);
        var momentum = new Storage(StorageKind.Shared, elements);
        momentum.Bind(slots, 0);

        Value update = plan.Shared($"{weights.Name} update", elements);
        Value squares = plan.Shared($"{weights.Name} squares", MuonNorms.Length(elements));
        plan.Emit(
            plan.Kernels.MuonMomentum(muon.Step, (float)muon.Momentum, muon.Nesterov, new MuonOperands(weights.Storage, gradient.Storage, momentum, update.Storage, squares.Storage)),
            [weights, gradient],
            [update, squares]);
        Value matrix = plan.Shared($"{weights.Name} direction", elements);
        plan.Emit(plan.Kernels.MuonNormalize((float)muon.Epsilon, isWide ? columns : 0, update.Storage, squares.Storage, matrix.Storage), [update, squares], [matrix]);
        for (int step = 0; step < muon.Steps; step++)
        {
            matrix = Orthogonalize(plan, muon, matrix, rows, columns);
        }

        float norm = muon.Renormalizes ? MathF.Sqrt(outputs) : 0;
        plan.Emit(
            plan.Kernels.MuonApply(muon.Step, norm, isWide ? columns : 0, matrix.Storage, squares.Storage, weights.Storage),
            [matrix, squares, weights],
            [weights]);
    }

    static Value Orthogonalize(PlanBuilder plan, Muon muon, Value matrix, int rows, int columns)
    {
        var square = ConvolutionGeometry.Dense(columns, columns);
        Value gram = plan.Shared($"{matrix.Name} gram", columns * columns);
        plan.Emit(plan.Kernels.KernelGradientBlocks(square, rows, matrix.Storage, matrix.Storage, gram.Storage), [matrix], [gram]);
        Value gramSquared = Product(plan, gram, gram, columns, columns);
        Value polynomial = plan.Shared($"{matrix.Name} polynomial", columns * columns);
        plan.Emit(
            plan.Kernels.MuonPolynomial((float)muon.A, (float)muon.B, (float)muon.C, columns, new MuonPowers(gram.Storage, gramSquared.Storage, polynomial.Storage)),
            [gram, gramSquared],
            [polynomial]);
        return Product(plan, matrix, polynomial, rows, columns);
    }

    /// <summary>A matrix of (rows, columns) times a square one.</summary>
    static Value Product(PlanBuilder plan, Value left, Value right, int rows, int columns)
    {
        var geometry = ConvolutionGeometry.Dense(columns, columns);
        var product = SlidingProduct.Forward(geometry);
        Value packed = plan.Shared($"{right.Name} packed", plan.Kernels.PackedLength(product));
        plan.Emit(plan.Kernels.Pack(geometry, product, PackDirection.Forward, right.Storage, packed.Storage), [right], [packed]);
        Value result = plan.Shared($"{left.Name} product", rows * columns);
        plan.Emit(plan.Kernels.Dense(product, rows, left.Storage, packed.Storage, null, result.Storage), [left, packed], [result]);
        return result;
    }
}
