using Krill.Kernels;
using Krill.Planning;

namespace Krill.Graph;

/// <summary>
/// What convolutions and dense products share: a sum of the input weighted by a kernel, plus a bias, with its three directions. Inputs: the image,
/// the kernel, and the bias if there is one.
/// </summary>
internal abstract class WeightedSum : Operation
{
    // Weights beyond this many floats (256 KiB) do not stay in the second-level cache beside the images, so a dense layer that has
    // more passes over them once for many images instead of once a chunk.
    const int LargeDense = 64 * 1024;

    // A lane's sums of the kernel's gradient beyond this many floats (1 MiB) leave the second-level cache.
    const int LargestLaneGradient = 256 * 1024;

    // Fewer do not fill the lines of a tile, of a kernel's gradient in float32 or of the tile unit.
    const int FewInputChannels = 6;

    // Interleaved, a product costs depth · channels multiply-adds an image at full vectors; by channels, its vectors are filled by the channels of its
    // narrower end only. Interleaving wins by far below this many.
    const int FewChannels = 4;

    // Beyond this many products a pixel, packed panels and tiles win at any number of channels.
    const int MostProducts = 1024;

    public override bool CanInterleave(IReadOnlyList<Symbol> inputs)
    {
        ConvolutionGeometry geometry = Geometry(inputs);
        return Math.Min(geometry.InputChannels, geometry.OutputChannels) <= FewChannels && geometry.KernelLength <= MostProducts;
    }

    public override void Forward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0], kernel = node.Inputs[1];
        Value? bias = node.Inputs.Count > 2 ? node.Inputs[2] : null;
        ConvolutionGeometry geometry = Geometry(node.Symbol.Inputs);
        node.Output = plan.Batched(Name, geometry.OutputPixels * geometry.OutputChannels);
        if (WinogradSum.Serves(plan, geometry))
        {
            WinogradSum.Emit(plan, geometry, PackDirection.Forward, input, kernel, bias, node.Output);
            return;
        }

        Emit(plan, geometry, SlidingProduct.Forward(geometry), PackDirection.Forward, input, kernel, bias, node.Output);
    }

    public override void Backward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0], kernel = node.Inputs[1], outputGradient = node.OutputGradient;
        ConvolutionGeometry geometry = Geometry(node.Symbol.Inputs);
        if (node.Inputs.Count > 2 && plan.NeedsGradient(node.Inputs[2]))
        {
            plan.AddGradient(node.Inputs[2], BiasGradient(plan, geometry.OutputChannels, outputGradient));
        }

        if (plan.NeedsGradient(kernel))
        {
            plan.AddGradient(kernel, KernelGradient(plan, geometry, input, outputGradient));
        }

        if (plan.NeedsGradient(input))
        {
            Value inputGradient = plan.Batched($"{Name} input gradient", input.Length);
            if (WinogradSum.Serves(plan, geometry))
            {
                WinogradSum.Emit(plan, geometry, PackDirection.ToInput, outputGradient, kernel, null, inputGradient);
            }
            else
            {
                Emit(plan, geometry, SlidingProduct.ToInput(geometry), PackDirection.ToInput, outputGradient, kernel, null, inputGradient);
            }

            plan.AddGradient(input, inputGradient);
        }
    }

    /// <summary>The sizes for inputs that fit.</summary>
    protected abstract ConvolutionGeometry Geometry(IReadOnlyList<Symbol> inputs);

    static void Emit(PlanBuilder plan, ConvolutionGeometry geometry, SlidingProduct product, PackDirection direction, Value source, Value kernel, Value? bias, Value output)
    {
        bool isLargeDense = geometry.InputPixels == 1 && geometry.OutputPixels == 1 && geometry.KernelLength > LargeDense;
        if (plan.UsesTiles && IsRounded(geometry))
        {
            TileSums.Emit(plan, geometry, direction, isLargeDense, source, kernel, bias, output);
            return;
        }

        (source, kernel) = Factors(plan, geometry, source, kernel);
        Value packed = plan.Shared($"{kernel.Name} packed", plan.IsInterleaved ? geometry.KernelLength : plan.Kernels.PackedLength(product));
        TaskKernel pack = plan.IsInterleaved
            ? plan.Kernels.PackInterleaved(geometry, product, direction, kernel.Storage, packed.Storage)
            : plan.Kernels.Pack(geometry, product, direction, kernel.Storage, packed.Storage);
        plan.Emit(pack, [kernel], [packed]);
        Value[] reads = bias is null ? [source, packed] : [source, packed, bias];
        if (plan.IsInterleaved)
        {
            plan.Emit(plan.Kernels.InterleavedConvolution(product, source.Storage, packed.Storage, bias?.Storage, output.Storage), reads, [output]);
        }
        else if (isLargeDense)
        {
            plan.Emit(plan.Kernels.Dense(product, plan.Batch, source.Storage, packed.Storage, bias?.Storage, output.Storage), reads, [output]);
        }
        else
        {
            plan.Emit(plan.Kernels.Convolution(product, source.Storage, packed.Storage, bias?.Storage, output.Storage), reads, [output]);
        }
    }

    // In bfloat16, a convolution of an image's few channels stays float32: it would leave most of each tile empty.
    static bool IsRounded(ConvolutionGeometry geometry) => geometry.Taps == 1 || geometry.InputChannels >= FewInputChannels;

    static (Value First, Value Second) Factors(PlanBuilder plan, ConvolutionGeometry geometry, Value first, Value second) =>
        IsRounded(geometry) ? (plan.Factor(first), plan.Factor(second)) : (first, second);

    static Value BiasGradient(PlanBuilder plan, int channels, Value outputGradient)
    {
        // Interleaved, each position stands for an image of the group too.
        Value partials = plan.Partials("bias gradient per lane", channels * plan.Group);
        plan.Emit(plan.Grouped(plan.Kernels.LaneSumByPosition(channels * plan.Group, plan.Grouped(outputGradient), partials.Storage)), [outputGradient], [partials]);
        Value gradient = plan.Shared("bias gradient", channels);
        TaskKernel sum = plan.IsInterleaved
            ? plan.Kernels.InterleavedSum(channels, plan.Lanes, partials.Storage, gradient.Storage)
            : plan.Kernels.SumLanes(channels, plan.Lanes, partials.Storage, gradient.Storage);
        plan.Emit(sum, [partials], [gradient]);
        return gradient;
    }

    static Value KernelGradient(PlanBuilder plan, ConvolutionGeometry geometry, Value input, Value outputGradient)
    {
        Value gradient = plan.Shared("kernel gradient", geometry.KernelLength);
        if (plan.IsInterleaved)
        {
            (input, outputGradient) = (plan.Factor(input), plan.Factor(outputGradient));
            Value sums = plan.Partials("kernel gradient per lane", geometry.KernelLength * plan.Group);
            plan.Emit(plan.Kernels.InterleavedKernelGradient(geometry, input.Storage, outputGradient.Storage, sums.Storage), [input, outputGradient], [sums]);
            plan.Emit(plan.Kernels.InterleavedSum(geometry.KernelLength, plan.Lanes, sums.Storage, gradient.Storage), [sums], [gradient]);
            return gradient;
        }

        if (WinogradSum.ServesKernelGradient(plan, geometry))
        {
            WinogradSum.EmitKernelGradient(plan, geometry, input, outputGradient, gradient);
            return gradient;
        }

        int laneLength = plan.Kernels.KernelGradientLaneLength(geometry);

        // Sums per lane are written and read once a lane; they pay while that is little beside the images themselves, or where few input channels would leave
        // most of a block's tiles empty.
        long laneTraffic = 2L * laneLength * plan.Lanes, imageTraffic = (long)plan.Batch * (input.Length + outputGradient.Length);
        bool byLanes = laneLength <= LargestLaneGradient && (2 * laneTraffic <= imageTraffic || (geometry.InputChannels < FewInputChannels && geometry.Taps > 1));
        if (plan.UsesTiles && IsRounded(geometry))
        {
            TileSums.EmitKernelGradient(plan, geometry, byLanes, input, outputGradient, gradient);
            return gradient;
        }

        (input, outputGradient) = Factors(plan, geometry, input, outputGradient);
        if (byLanes)
        {
            Value partials = plan.Partials("kernel gradient per lane", laneLength);
            plan.Emit(plan.Kernels.KernelGradientLanes(geometry, input.Storage, outputGradient.Storage, partials.Storage), [input, outputGradient], [partials]);
            plan.Emit(plan.Kernels.KernelGradientSum(geometry, geometry, plan.Lanes, partials.Storage, gradient.Storage), [partials], [gradient]);
            return gradient;
        }

        plan.Emit(
            plan.Kernels.KernelGradientBlocks(geometry, plan.Batch, input.Storage, outputGradient.Storage, gradient.Storage),
            [input, outputGradient],
            [gradient]);
        return gradient;
    }
}
