namespace Krill.Benchmarks;

/// <summary>What a direction of an operation takes on all threads.</summary>
/// <param name="Work">What was timed.</param>
/// <param name="Runs">How often.</param>
/// <param name="Seconds">The seconds for a batch: the median run of the median round.</param>
/// <param name="PeakGigaFlops">Billions of multiplications and additions a second that the same threads reached just before that round, doing nothing else.</param>
internal sealed record KernelTiming(KernelWork Work, int Runs, double Seconds, double PeakGigaFlops)
{
    /// <summary>Billions of multiplications and additions a second; null for what is no product.</summary>
    public double? GigaFlops => Work.Operations / Seconds / 1e9;

    /// <summary>The share of the peak; a product that needs fewer operations than its definition can be above 1. Null for what is no product.</summary>
    public double? PeakShare => GigaFlops / PeakGigaFlops;

    /// <summary>Billions of bytes read and written a second.</summary>
    public double GigaBytes => Work.Bytes / Seconds / 1e9;
}
