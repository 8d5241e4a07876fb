using Krill.Testing;

namespace Krill.Tests.Training.Repeatability;

public sealed class RepeatabilityTests
{
    [Theory]
    [AvailableKernelSets]
    public void Fit_AnyNumberOfThreads_GivesTheSameBits(string kernels)
    {
        float[] one = RepeatableTraining.Train(kernels, threads: 1);

        Tolerance.CheckSameBits(one, RepeatableTraining.Train(kernels, threads: 2), "2 threads");
        Tolerance.CheckSameBits(one, RepeatableTraining.Train(kernels, threads: 5), "5 threads");
        Tolerance.CheckSameBits(one, RepeatableTraining.Train(kernels, threads: 5), "5 threads again");
        Assert.All(one, value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [AvailableKernelSets]
    public void Fit_AnotherSeed_GivesOtherBits(string kernels) =>
        Assert.NotEqual(RepeatableTraining.Train(kernels, threads: 2, seed: 1), RepeatableTraining.Train(kernels, threads: 2, seed: 2));

    // What the training above is to cover.
    [Theory]
    [InlineData("DenseKernel")]
    [InlineData("KernelGradientLanes")]
    [InlineData("KernelGradientBlocks")]
    [InlineData("MomentsKernel")]
    [InlineData("NoiseKernel")]
    [InlineData("RegularizeKernel")]
    public void Plan_OfTheTraining_HasEveryKindOfKernel(string kernel) =>
        Assert.Contains(
            RepeatableTraining.Plan().Instructions,
            instruction => ((object?)instruction.BatchKernel ?? instruction.TaskKernel)!.GetType().Name.StartsWith(kernel, StringComparison.Ordinal));
}
