using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class PeakTests
{
    // Half a sum plus a half goes to 1, exactly: what is stored is how many sums were really kept.
    [Theory, AvailableKernelSets]
    public unsafe void Run_EachPeak_KeepsAllOfItsSums(string set)
    {
        int[] sums = [12, 24];
        IReadOnlyList<PeakKernel> peaks = AvailableKernelSets.Factory(set).MultiplyAddPeak(tasks: 3);

        Assert.Equal(sums.Length, peaks.Count);
        foreach ((int index, PeakKernel peak) in peaks.Index())
        {
            using var scratch = new GuardedMemory(checked((int)peak.ScratchLength));
            peak.Run(0, scratch.Pointer);

            Assert.Equal(3, peak.Tasks);
            Assert.All(scratch.Span.ToArray(), sum => Assert.Equal(sums[index], sum));
            scratch.CheckCanaries();
        }
    }

    [Theory, AvailableKernelSets]
    public void Operations_OfPeaks_CountTwoASumAndFloat(string set)
    {
        IReadOnlyList<PeakKernel> peaks = AvailableKernelSets.Factory(set).MultiplyAddPeak(tasks: 3);

        Assert.All(peaks, peak => Assert.Equal(0, peak.Operations % (3 * 2 * peak.ScratchLength * 12)));
        Assert.Equal(2, peaks[1].Operations / peaks[0].Operations);
    }

    // Products of ones: a sum counts its terms.
    [TileFact]
    public unsafe void Run_TilePeak_SumsAllOfItsTerms()
    {
        PeakKernel peak = KernelFactory.TilePeak(tasks: 3);
        using var scratch = new GuardedMemory(checked((int)peak.ScratchLength));
        peak.Run(0, scratch.Pointer);

        Assert.All(scratch.Span[..(32 * 32)].ToArray(), sum => Assert.Equal(TilePeak.Steps * 32, sum));
        // A call and task: 32 · 32 sums of 32 terms a step, two operations a term.
        Assert.Equal(0, peak.Operations % (3 * 2.0 * 32 * 32 * 32 * TilePeak.Steps));
        scratch.CheckCanaries();
    }
}
