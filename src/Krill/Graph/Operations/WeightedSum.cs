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

    public override void Forward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0], kernel = node.Inputs[1];
        Value? bias = node.Inputs.Count > 2 ? node.Inputs[2] : null;
        ConvolutionGeometry geometry = Geometry(node.Symbol.Inputs);
        node.Output = plan.Batched(Name, geometry.OutputPixels * geometry.OutputChannels);
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
            Emit(plan, geometry, SlidingProduct.ToInput(geometry), PackDirection.ToInput, outputGradient, kernel, null, inputGradient);
            plan.AddGradient(input, inputGradient);
        }
    }

    /// <summary>The sizes for inputs that fit.</summary>
    protected abstract ConvolutionGeometry Geometry(IReadOnlyList<Symbol> inputs);

    static void Emit(PlanBuilder plan, ConvolutionGeometry geometry, SlidingProduct product, PackDirection direction, Value source, Value kernel, Value? bias, Value output)
    {
        Value packed = plan.Shared($"{kernel.Name} packed", plan.Kernels.PackedLength(product));
        plan.Emit(plan.Kernels.Pack(geometry, product, direction, kernel.Storage, packed.Storage), [kernel], [packed]);
        Value[] reads = bias is null ? [source, packed] : [source, packed, bias];
        if (geometry.InputPixels == 1 && geometry.OutputPixels == 1 && geometry.KernelLength > LargeDense)
        {
            plan.Emit(plan.Kernels.Dense(product, plan.Batch, source.Storage, packed.Storage, bias?.Storage, output.Storage), reads, [output]);
            return;
        }

        plan.Emit(plan.Kernels.Convolution(product, source.Storage, packed.Storage, bias?.Storage, output.Storage), reads, [output]);
    }

    static Value BiasGradient(PlanBuilder plan, int channels, Value outputGradient)
    {
        Value partials = plan.Partials("bias gradient per lane", channels);
        plan.Emit(plan.Kernels.LaneSumByPosition(channels, outputGradient.Storage, partials.Storage), [outputGradient], [partials]);
        Value gradient = plan.Shared("bias gradient", channels);
        plan.Emit(plan.Kernels.SumLanes(channels, plan.Lanes, partials.Storage, gradient.Storage, accumulate: false), [partials], [gradient]);
        return gradient;
    }

    static Value KernelGradient(PlanBuilder plan, ConvolutionGeometry geometry, Value input, Value outputGradient)
    {
        Value gradient = plan.Shared("kernel gradient", geometry.KernelLength);
        int laneLength = plan.Kernels.KernelGradientLaneLength(geometry);

        // Sums per lane are written and read once a lane; they pay while that is little beside the images themselves.
        long laneTraffic = 2L * laneLength * plan.Lanes, imageTraffic = (long)plan.Batch * (input.Length + outputGradient.Length);
        if (laneLength <= LargestLaneGradient && 2 * laneTraffic <= imageTraffic)
        {
            Value partials = plan.Partials("kernel gradient per lane", laneLength);
            plan.Emit(plan.Kernels.KernelGradientLanes(geometry, input.Storage, outputGradient.Storage, partials.Storage), [input, outputGradient], [partials]);
            plan.Emit(plan.Kernels.KernelGradientSum(geometry, plan.Lanes, partials.Storage, gradient.Storage), [partials], [gradient]);
            return gradient;
        }

        plan.Emit(
            plan.Kernels.KernelGradientBlocks(geometry, plan.Batch, input.Storage, outputGradient.Storage, gradient.Storage),
            [input, outputGradient],
            [gradient]);
        return gradient;
    }
}
