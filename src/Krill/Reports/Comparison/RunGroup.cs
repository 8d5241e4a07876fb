namespace Krill.Reports.Comparison;

/// <summary>Runs of the same settings, which differ by their seeds.</summary>
/// <param name="Name">What tells it from the other groups: the recipe, and the settings that differ; a run's name where it is alone.</param>
/// <param name="Runs">The runs.</param>
internal sealed record RunGroup(string Name, IReadOnlyList<ComparedRun> Runs)
{
    /// <summary>Of the runs that are done: the best so far of another would not be what they give.</summary>
    public Spread? ValidationAccuracy => Spread.Of(Runs.Select(run => run.Result?.ValidationAccuracy));

    public Spread? TestAccuracy => Spread.Of(Runs.Select(run => run.Result?.TestAccuracy));

    public Spread? Seconds => Spread.Of(Runs.Select(run => run.Result is null ? null : (double?)run.Seconds));
}
