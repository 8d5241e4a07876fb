using Krill.Kernels;
using Krill.Planning;

namespace Krill.Graph;

/// <summary>The three directions of a weighted sum of bfloat16 on the tile unit.</summary>
internal static class TileSums
{
    public static void Emit(PlanBuilder plan, ConvolutionGeometry geometry, PackDirection direction, bool isLargeDense, Value source, Value kernel, Value? bias, Value output)
    {
        PositionGrid grid = direction == PackDirection.Forward ? PositionGrid.Forward(geometry) : PositionGrid.ToInput(geometry);
        var matrix = new TileMatrix(grid);
        Value packed = plan.Shared($"{kernel.Name} in tiles", matrix.Length);
        plan.Emit(KernelFactory.PackTiles(geometry, matrix, direction, kernel.Storage, packed.Storage), [kernel], [packed]);
        Value filled = Grid(plan, grid, source);
        Value[] reads = bias is null ? [filled, packed] : [filled, packed, bias];
        if (isLargeDense)
        {
            plan.Emit(KernelFactory.TileDense(matrix, plan.Batch, filled.Storage, packed.Storage, bias?.Storage, output.Storage), reads, [output]);
        }
        else
        {
            plan.Emit(KernelFactory.TileConvolution(matrix, filled.Storage, packed.Storage, bias?.Storage, output.Storage), reads, [output]);
        }
    }

    /// <summary>The kernel's gradient.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="geometry">The convolution.</param>
    /// <param name="byLanes">Whether to sum per lane, rather than in blocks over the whole batch.</param>
    /// <param name="input">The input.</param>
    /// <param name="outputGradient">The output's gradient.</param>
    /// <param name="gradient">The kernel's gradient.</param>
    public static void EmitKernelGradient(PlanBuilder plan, ConvolutionGeometry geometry, bool byLanes, Value input, Value outputGradient, Value gradient)
    {
        if (TileDenseGradient.Suits(geometry, plan.Batch))
        {
            plan.Emit(
                KernelFactory.TileDenseGradient(geometry, plan.Batch, input.Storage, outputGradient.Storage, gradient.Storage), [input, outputGradient], [gradient]);
            return;
        }

        if (!byLanes && TileGradientByImages.Suits(geometry, plan.Batch))
        {
            PositionGrid inputGrid = PositionGrid.Forward(geometry), gradientGrid = PositionGrid.ToInput(geometry);
            Value inputs = Grid(plan, inputGrid, input, outputGradient), gradients = Grid(plan, gradientGrid, outputGradient);
            plan.Emit(
                KernelFactory.TileGradientByImages(geometry, plan.Batch, inputGrid, gradientGrid, inputs.Storage, gradients.Storage, gradient.Storage),
                [inputs, gradients],
                [gradient]);
            return;
        }

        var layout = new GradientLayout(geometry, byLanes ? 0 : plan.Batch);
        Value grid = Grid(plan, layout.Grid, input, outputGradient);
        Value transposed = Operand(plan, $"{input.Name} transposed", layout.TransposedLength, byLanes);
        plan.Emit(KernelFactory.TransposeGrid(layout, grid.Storage, transposed.Storage), [grid], [transposed]);
        Value pairs = Operand(plan, $"{outputGradient.Name} in pairs", layout.PairsLength, byLanes);
        plan.Emit(KernelFactory.Pair(layout, outputGradient.Storage, pairs.Storage), [outputGradient], [pairs]);
        if (byLanes)
        {
            Value partials = plan.Partials("kernel gradient per lane", plan.Kernels.KernelGradientLaneLength(layout.SumsGeometry));
            plan.Emit(KernelFactory.TileGradientLanes(layout, transposed.Storage, pairs.Storage, partials.Storage), [transposed, pairs], [partials]);
            plan.Emit(plan.Kernels.KernelGradientSum(geometry, layout.SumsGeometry, plan.Lanes, partials.Storage, gradient.Storage), [partials], [gradient]);
        }
        else
        {
            plan.Emit(
                KernelFactory.TileGradientBlocks(layout, plan.Batch, transposed.Storage, pairs.Storage, gradient.Storage), [transposed, pairs], [gradient]);
        }
    }

    static Value Operand(PlanBuilder plan, string name, int imageLength, bool byLanes) =>
        byLanes ? plan.Exact(name, imageLength) : plan.Shared(name, checked(imageLength * plan.Batch));

    // The output's gradient is named as read so that the input's grid is not made in the forward pass, which would have to keep it.
    static Value Grid(PlanBuilder plan, PositionGrid grid, Value source, params Value[] alsoReads)
    {
        Value filled = plan.Exact($"{source.Name} in a grid", grid.ImageLength);
        plan.Emit(KernelFactory.FillGrid(grid, source.Storage, filled.Storage), [source, .. alsoReads], [filled]);
        return filled;
    }
}
