using Krill.Data;

namespace Krill.Reports.Comparison;

/// <summary>Runs side by side, in the order given: nothing ranks them, as their test images are not there to choose by.</summary>
internal sealed class RunComparison
{
    RunComparison(IReadOnlyList<ComparedRun> runs)
    {
        Runs = runs;
        Differences =
        [
            .. runs.SelectMany(run => run.Settings.Select(setting => setting.Name)).Distinct()
                .Select(name => (name, (IReadOnlyList<string>)[.. runs.Select(run => run.Settings.FirstOrDefault(setting => setting.Name == name).Value ?? ReportFigures.None)]))
                .Where(setting => setting.Item2.Distinct().Count() > 1),
        ];
        Groups = [.. runs.GroupBy(run => run.Kind).Select(group => new RunGroup(NameOf([.. group]), [.. group]))];
    }

    public IReadOnlyList<ComparedRun> Runs { get; }

    /// <summary>The settings that are not the same in all runs, by the names of <c>run.json</c>, with the value of each run.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Differences { get; }

    /// <summary>Runs of the same settings but for the seed, in the order of their first.</summary>
    public IReadOnlyList<RunGroup> Groups { get; }

    /// <summary>Whether some runs differ by their seeds alone, so that means say something.</summary>
    public bool HasRepetitions => Groups.Any(group => group.Runs.Count > 1);

    /// <summary>Reads runs.</summary>
    /// <param name="directories">Their folders, no two of them the same.</param>
    /// <exception cref="DataException">A folder holds no run, or a file of it cannot be understood.</exception>
    public static RunComparison Of(IEnumerable<string> directories) => new(ComparedRun.Open(directories));

    string NameOf(ComparedRun[] group)
    {
        if (group.Length == 1)
        {
            return group[0].Name;
        }

        int first = Runs.ToList().IndexOf(group[0]);
        string[] settings = [.. Differences.Where(setting => setting.Name is not ("seed" or "recipe")).Select(setting => $"{setting.Name} {setting.Values[first]}")];
        return settings.Length > 0 ? $"{group[0].Asked.Recipe}, {string.Join(", ", settings)}" : group[0].Asked.Recipe;
    }
}
