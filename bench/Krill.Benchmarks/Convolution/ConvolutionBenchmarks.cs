using BenchmarkDotNet.Attributes;
using Krill.Kernels;

namespace Krill.Benchmarks.Convolution;

/// <summary>Convolutions of the recipes in their three directions, one thread, on data that the caches hold as in a stage.</summary>
[Config(typeof(KernelConfig))]
public class ConvolutionBenchmarks
{
    readonly KernelBench _forward = new(), _toInput = new(), _lanes = new(), _blocks = new();

    [ParamsSource(nameof(Layers))]
    public required ConvolutionLayer Layer { get; set; }

    public static IEnumerable<ConvolutionLayer> Layers => ConvolutionLayer.All;

    [GlobalSetup]
    public void Setup()
    {
        KernelFactory kernels = KernelFactory.For(KernelSets.Current);
        ConvolutionGeometry geometry = Layer.Geometry.ToGeometry();
        var tensors = new Tensors(Layer.Images);
        Storage input = tensors.Batched(geometry.InputPixels * geometry.InputChannels);
        Storage output = tensors.Batched(geometry.OutputPixels * geometry.OutputChannels);
        Storage kernel = tensors.Shared(geometry.KernelLength), bias = tensors.Shared(geometry.OutputChannels);

        SlidingProduct forward = SlidingProduct.Forward(geometry), toInput = SlidingProduct.ToInput(geometry);
        Storage packedForward = tensors.Shared(kernels.PackedLength(forward)), packedToInput = tensors.Shared(kernels.PackedLength(toInput));
        KernelBench.RunOnce(kernels.Pack(geometry, forward, PackDirection.Forward, kernel, packedForward));
        KernelBench.RunOnce(kernels.Pack(geometry, toInput, PackDirection.ToInput, kernel, packedToInput));

        _forward.Set(kernels.Convolution(forward, input, packedForward, bias, output), Layer.Images);
        _toInput.Set(kernels.Convolution(toInput, output, packedToInput, null, tensors.Batched(input.Length)), Layer.Images);
        _lanes.Set(kernels.KernelGradientLanes(geometry, input, output, tensors.Shared(kernels.KernelGradientLaneLength(geometry))), Layer.Images);
        _blocks.Set(kernels.KernelGradientBlocks(geometry, Layer.Images, input, output, tensors.Shared(geometry.KernelLength)));
    }

    [Benchmark]
    public void Forward() => _forward.Run();

    [Benchmark]
    public void ToInput() => _toInput.Run();

    [Benchmark]
    public void KernelGradientLanes() => _lanes.Run();

    [Benchmark]
    public void KernelGradientBlocks() => _blocks.Run();
}
