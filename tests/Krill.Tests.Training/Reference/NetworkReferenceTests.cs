using System.Collections.Concurrent;
using Krill.Kernels;
using Krill.Optimizers;
using Krill.Planning;
using Krill.Testing.Reference;

namespace Krill.Tests.Training.Reference;

/// <summary>Whole networks, on every kernel set, against the reference network.</summary>
public sealed class NetworkReferenceTests
{
    static readonly ConcurrentDictionary<string, Lazy<Expectation>> s_expectations = [];

    public static TheoryData<string, string> SetsAndNetworks
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string network in NetworkCases.All.Keys)
            {
                foreach (string set in KernelSets.Available.Select(KernelSets.Name))
                {
                    data.Add(set, network);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(SetsAndNetworks))]
    public void Executor_WholeNetwork_AgreesWithTheReference(string kernels, string network)
    {
        Func<CheckedBatch> make = NetworkCases.All[network];
        Expectation expected = s_expectations.GetOrAdd(network, _ => new Lazy<Expectation>(() => new Expectation(make(), small: 12))).Value;
        using var check = new EngineCheck(make(), expected, kernels, threads: 3);

        check.CheckPredictions();
        check.CheckEvaluation();
        check.CheckTraining();
    }

    [Theory]
    [InlineData("tiny158, interleaved", true)]
    [InlineData("few channels, interleaved", true)]
    [InlineData("few channels, interleaved, label smoothing", true)]
    [InlineData("logits of interleaved images", true)]
    [InlineData("probabilities of interleaved images, of no softmax", true)]
    [InlineData("squares of interleaved images", true)]
    [InlineData("tiny158, too few images to interleave", false)]
    [InlineData("few channels, not whole groups", false)]
    public void Training_FewChannels_InterleavesWholeGroups(string network, bool interleaves)
    {
        Assert.Equal(interleaves, TrainingPlan(network).Instructions.Any(instruction => instruction.BatchKernel is InterleaveKernel));
    }

    [Theory]
    [InlineData("tiles, the gradient in blocks", "WinogradConvolution", "WinogradGradientBlocks")]
    [InlineData("tiles, the gradient by lanes", "WinogradConvolution", "WinogradGradientLanes")]
    [InlineData("tiles, the whole batch", "WinogradWholeConvolution", "KernelGradientBlocks")]
    [InlineData("residual", "ConvolutionKernel", "KernelGradientBlocks")]
    public void Training_ChannelsAndTiles_ChooseTheKernels(string network, string convolution, string gradient)
    {
        string[] kernels = [.. TrainingPlan(network).Instructions.Select(instruction => ((object?)instruction.BatchKernel ?? instruction.TaskKernel)!.GetType().Name.Split('`')[0])];

        Assert.Contains(convolution, kernels);
        Assert.Contains(gradient, kernels);
        Assert.Equal(convolution[0] == 'W', kernels.Any(kernel => kernel.StartsWith("Winograd", StringComparison.Ordinal)));
    }

    static Plan TrainingPlan(string network)
    {
        CheckedBatch batch = NetworkCases.All[network]();
        var optimizer = new GradientKeeper();
        return NetworkPlanner.Training(
            batch.Model, batch.Loss, new OptimizerState(optimizer, batch.Model.Parameters), KernelFactory.For(KernelSets.Current), new StepState(), batch.Count);
    }
}
