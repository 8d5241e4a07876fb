using System.Globalization;
using Krill.Kernels;

namespace Krill.Benchmarks.Convolution;

/// <summary>
/// Winograd beside direct convolutions, taking turns on one core: the best turns, as shares of the multiply-adds that the same core makes in registers, counted as a direct
/// convolution. What works on chunks gets the images of a lane, what sees the whole batch eight lanes.
/// </summary>
internal static class WinogradComparison
{
    const int Turns = 12;

    // A turn repeats a kernel for so long.
    const double TurnSeconds = 0.02;

    const int LanesOfBatch = 8;

    /// <summary>3×3 layers of the recipes, with the images of a lane.</summary>
    static readonly ConvolutionLayer[] s_layers =
    [
        new("convnet.2", 16, new(26, 32, 64, 3)),
        new("resnet9.prep", 16, new(32, 64, 128, 3, Same: true)),
        new("resnet9.1", 16, new(16, 128, 128, 3, Same: true)),
        new("resnet9.2", 16, new(16, 128, 256, 3, Same: true)),
        new("resnet9.3", 16, new(8, 256, 512, 3, Same: true)),
        new("resnet9.4", 16, new(4, 512, 512, 3, Same: true)),
        new("minmax.2", 16, new(32, 32, 64, 3)),
        new("minmax.3", 16, new(30, 64, 128, 3)),
        new("minmax.4", 16, new(28, 128, 256, 3)),
        new("sprint94.1", 32, new(31, 24, 64, 3, Same: true)),
        new("sprint94.2", 32, new(15, 64, 64, 3, Same: true)),
        new("sprint94.3", 32, new(15, 64, 256, 3, Same: true)),
        new("sprint94.4", 32, new(7, 256, 256, 3, Same: true)),
        new("sprint94.5", 32, new(3, 256, 256, 3, Same: true)),
        new("jellyfish.1", 2, new(7, 128, 64, 3, Same: true)),
        new("jellyfish.2", 2, new(7, 64, 32, 3, Same: true)),
        new("jellyfish.3", 2, new(7, 32, 16, 3, Same: true)),
        new("narrow.16", 16, new(16, 16, 16, 3, Same: true)),
        new("narrow.32", 16, new(16, 32, 32, 3, Same: true)),
    ];

    /// <summary>Compares the layers whose name has one of these parts, or all.</summary>
    public static void Run(string[] parts)
    {
        KernelFactory kernels = KernelFactory.For(KernelSets.Current);
        Console.WriteLine($"{"layer",-14} {"direction",-16} {"direct",10} {"winograd",10} {"whole/blocks",13} {"ratio",7}   (share of peak)");
        foreach (ConvolutionLayer layer in s_layers.Where(layer => parts.Length == 0 || parts.Any(part => layer.Name.Contains(part, StringComparison.Ordinal))))
        {
            Compare(kernels, layer);
        }
    }

    static void Compare(KernelFactory kernels, ConvolutionLayer layer)
    {
        ConvolutionGeometry geometry = layer.Geometry.ToGeometry();
        int batch = layer.Images * LanesOfBatch;
        var tensors = new Tensors(batch);
        Storage input = tensors.Batched(geometry.InputPixels * geometry.InputChannels), output = tensors.Batched(geometry.OutputPixels * geometry.OutputChannels);
        Storage kernel = tensors.Shared(geometry.KernelLength);
        foreach (PackDirection direction in Enum.GetValues<PackDirection>())
        {
            bool forward = direction == PackDirection.Forward;
            SlidingProduct product = forward ? SlidingProduct.Forward(geometry) : SlidingProduct.ToInput(geometry);
            WinogradTiles tiles = forward ? WinogradTiles.Forward(geometry) : WinogradTiles.ToInput(geometry);
            Storage packed = tensors.Shared(kernels.PackedLength(product)), positions = tensors.Shared(kernels.WinogradPackedLength(tiles));
            KernelBench.RunOnce(kernels.Pack(geometry, product, direction, kernel, packed));
            KernelBench.RunOnce(kernels.WinogradPack(geometry, direction, kernel, positions));
            Storage from = forward ? input : output, to = tensors.Batched((forward ? output : input).Length);
            Report(
                layer,
                forward ? "forward" : "to input",
                Of(kernels.Convolution(product, from, packed, null, to), layer.Images),
                Of(kernels.WinogradConvolution(tiles, from, positions, null, to), layer.Images),
                Of(kernels.WinogradWholeConvolution(tiles, batch, from, positions, null, to), batch));
        }

        bool small = geometry.KernelLength <= 256 * 1024;
        Report(
            layer,
            small ? "kernel (lanes)" : "kernel (blocks)",
            small
                ? Of(kernels.KernelGradientLanes(geometry, input, output, tensors.Shared(kernels.KernelGradientLaneLength(geometry))), layer.Images)
                : Of(kernels.KernelGradientBlocks(geometry, batch, input, output, tensors.Shared(geometry.KernelLength)), batch),
            Of(kernels.WinogradGradientLanes(geometry, input, output, tensors.Shared(kernels.WinogradGradientLaneLength(geometry))), layer.Images),
            Of(kernels.WinogradGradientBlocks(
                geometry, batch, input, output, tensors.Shared(kernels.WinogradGradientParts(geometry, batch) * geometry.KernelLength)), batch));
    }

    static (KernelBench Bench, int Images) Of(BatchKernel kernel, int images)
    {
        var bench = new KernelBench();
        bench.Set(kernel, images);
        return (bench, images);
    }

    static (KernelBench Bench, int Images) Of(TaskKernel kernel, int images)
    {
        var bench = new KernelBench();
        bench.Set(kernel);
        return (bench, images);
    }

    static void Report(ConvolutionLayer layer, string direction, params (KernelBench Bench, int Images)[] benches)
    {
        double[] rates = new double[benches.Length];
        double peak = 0;
        for (int turn = 0; turn < Turns; turn++)
        {
            peak = Math.Max(peak, Peak());
            for (int i = 0; i < benches.Length; i++)
            {
                rates[i] = Math.Max(rates[i], layer.Flops * benches[i].Images / layer.Images / Seconds(benches[i].Bench));
            }
        }

        string shares = string.Join(' ', rates.Select(rate => string.Create(CultureInfo.InvariantCulture, $"{rate / peak,10:P0}")));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{layer.Name,-14} {direction,-16} {shares} {rates[1..].Max() / rates[0],10:0.00}   peak {peak / 1e9:0} GFLOP/s"));
    }

    /// <summary>Processor time of a run: other work on the machine does not count, but for what it does to caches.</summary>
    static double Seconds(KernelBench bench) => Seconds(bench.Run);

    static double Seconds(Action run)
    {
        double start = Environment.CpuUsage.TotalTime.TotalSeconds, spent;
        int runs = 0;
        do
        {
            run();
            runs++;
            spent = Environment.CpuUsage.TotalTime.TotalSeconds - start;
        }
        while (spent < TurnSeconds);
        return spent / runs;
    }

    /// <summary>Multiplications and additions a second in registers.</summary>
    static unsafe double Peak()
    {
        float* scratch = stackalloc float[16];
        return KernelFactory.For(KernelSets.Current).MultiplyAddPeak(tasks: 1)
            .Max(peak => peak.Operations / Seconds(new Action(new PeakRun(peak, scratch).Run)));
    }

    sealed unsafe class PeakRun(PeakKernel peak, float* scratch)
    {
        public void Run() => peak.Run(0, scratch);
    }
}
