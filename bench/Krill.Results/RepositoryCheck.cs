namespace Krill.Results;

/// <summary>What must hold of the published figures of a repository.</summary>
internal static class RepositoryCheck
{
    /// <summary>Malformed records, and a page that is not what the records give; a line each.</summary>
    public static IReadOnlyList<string> Problems(Repository repository)
    {
        var records = new RecordFiles(repository);
        string page = File.Exists(repository.Page) ? File.ReadAllText(repository.Page) : "";
        return page == ResultsPage.Write(records.Figures, records.Comparisons)
            ? records.Problems
            : [.. records.Problems, "docs/results.md is not what the records give; run results/record --docs."];
    }
}
