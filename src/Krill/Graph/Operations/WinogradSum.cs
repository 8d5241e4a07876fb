using Krill.Kernels;
using Krill.Planning;
using Krill.Training;

namespace Krill.Graph;

/// <summary>Where a <see cref="WeightedSum"/> is computed by Winograd's algorithm, and with which kernels.</summary>
internal static class WinogradSum
{
    // A vector's worth. Measured against the direct kernels with 16 channels on both sides: 1.5 times as fast; with 64: 2.5 to 3.
    const int FewestChannels = 16;

    // The kernel is transformed once a step, which costs as much as a few tiles save.
    const int FewestTiles = 32;

    // The kernel's gradient in blocks has few tasks, each over many tiles.
    const int FewestTilesForBlocks = 128;

    // A kernel's positions beyond this many floats (1 MiB) leave the second-level cache, and are read from memory for each chunk; with at least so many tiles a lane,
    // that is cheap beside the products.
    const int LargeKernel = 256 * 1024, FewTilesOfLane = 48;

    // A lane's sums beyond this many floats (1.25 MiB) leave the second-level cache.
    const int LargestLaneGradient = 320 * 1024;

    /// <summary>Whether the convolution is worth its transforms, forward and to the input. In bfloat16 the factors are rounded, not their transforms.</summary>
    public static bool Serves(PlanBuilder plan, ConvolutionGeometry geometry) =>
        !plan.IsInterleaved
        && plan.Precision == Precision.Float32
        && WinogradTiles.CanServe(geometry)
        && Math.Min(geometry.InputChannels, geometry.OutputChannels) >= FewestChannels
        && Math.Min(geometry.Window.OutputHeight, geometry.Window.OutputWidth) >= 3
        && Tiles(plan, geometry) >= FewestTiles;

    /// <summary>Whether the kernel's gradient is too.</summary>
    public static bool ServesKernelGradient(PlanBuilder plan, ConvolutionGeometry geometry) =>
        Serves(plan, geometry) && (LanesPay(plan, geometry) || Tiles(plan, geometry) >= FewestTilesForBlocks);

    /// <summary>Emits the convolution, forward or to the input.</summary>
    public static void Emit(PlanBuilder plan, ConvolutionGeometry geometry, PackDirection direction, Value source, Value kernel, Value? bias, Value output)
    {
        WinogradTiles tiles = direction == PackDirection.Forward ? WinogradTiles.Forward(geometry) : WinogradTiles.ToInput(geometry);
        Value packed = plan.Shared($"{kernel.Name} at tiles' positions", plan.Kernels.WinogradPackedLength(tiles));
        plan.Emit(plan.Kernels.WinogradPack(geometry, direction, kernel.Storage, packed.Storage), [kernel], [packed]);
        Value[] reads = bias is null ? [source, packed] : [source, packed, bias];
        if (packed.Length > LargeKernel && (long)plan.Batch * tiles.Tiles < (long)plan.Lanes * FewTilesOfLane)
        {
            plan.Emit(plan.Kernels.WinogradWholeConvolution(tiles, plan.Batch, source.Storage, packed.Storage, bias?.Storage, output.Storage), reads, [output]);
        }
        else
        {
            plan.Emit(plan.Kernels.WinogradConvolution(tiles, source.Storage, packed.Storage, bias?.Storage, output.Storage), reads, [output]);
        }
    }

    /// <summary>Emits the gradient with respect to the kernel.</summary>
    public static void EmitKernelGradient(PlanBuilder plan, ConvolutionGeometry geometry, Value input, Value outputGradient, Value gradient)
    {
        Value[] reads = [input, outputGradient];
        if (LanesPay(plan, geometry))
        {
            Value lanes = plan.Partials("kernel gradient at tiles' positions per lane", plan.Kernels.WinogradGradientLaneLength(geometry));
            plan.Emit(plan.Kernels.WinogradGradientLanes(geometry, input.Storage, outputGradient.Storage, lanes.Storage), reads, [lanes]);
            plan.Emit(plan.Kernels.WinogradGradientSum(geometry, plan.Lanes, lanes.Storage, gradient.Storage), [lanes], [gradient]);
            return;
        }

        int parts = plan.Kernels.WinogradGradientParts(geometry, plan.Batch);
        Value partials = parts == 1 ? gradient : plan.Shared("kernel gradient per part", checked(parts * geometry.KernelLength));
        plan.Emit(plan.Kernels.WinogradGradientBlocks(geometry, plan.Batch, input.Storage, outputGradient.Storage, partials.Storage), reads, [partials]);
        if (parts > 1)
        {
            plan.Emit(plan.Kernels.SumLanes(geometry.KernelLength, parts, partials.Storage, gradient.Storage), [partials], [gradient]);
        }
    }

    // Sums per lane are written and read once a lane; they pay while that is little beside the images themselves.
    static bool LanesPay(PlanBuilder plan, ConvolutionGeometry geometry)
    {
        int laneLength = plan.Kernels.WinogradGradientLaneLength(geometry);
        long laneTraffic = 2L * laneLength * plan.Lanes;
        long imageTraffic = (long)plan.Batch * ((geometry.InputPixels * geometry.InputChannels) + (geometry.OutputPixels * geometry.OutputChannels));
        return laneLength <= LargestLaneGradient && 2 * laneTraffic <= imageTraffic;
    }

    static long Tiles(PlanBuilder plan, ConvolutionGeometry geometry) => (long)plan.Batch * WinogradTiles.Forward(geometry).Tiles;
}
