namespace Krill.Results;

/// <summary>What must hold of the published figures of a repository.</summary>
internal static class RepositoryCheck
{
    /// <summary>Malformed records, and pages that are not what the records give; a line each.</summary>
    public static IReadOnlyList<string> Problems(Repository repository)
    {
        var records = new RecordFiles(repository);
        List<string> problems = [.. records.Problems];
        string page = File.Exists(repository.Page) ? File.ReadAllText(repository.Page) : "";
        if (page != ResultsPage.Write(records.Figures, records.Comparisons))
        {
            problems.Add("docs/results.md is not what the records give; run results/record --docs.");
        }

        string readme = File.Exists(repository.Readme) ? File.ReadAllText(repository.Readme) : "";
        try
        {
            if (readme != ReadmeTable.Update(readme, records.Figures))
            {
                problems.Add("the table in README.md is not what the records give; run results/record --docs.");
            }
        }
        catch (RecordException exception)
        {
            problems.Add(exception.Message);
        }

        return problems;
    }
}
