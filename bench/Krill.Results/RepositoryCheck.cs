namespace Krill.Results;

/// <summary>What must hold of the published figures of a repository.</summary>
/// <param name="Problems">Malformed records, and pages that are not what the records give; a line each.</param>
/// <param name="Skipped">What could not be looked at here, and why; a line each.</param>
internal sealed record RepositoryCheck(IReadOnlyList<string> Problems, IReadOnlyList<string> Skipped)
{
    public static RepositoryCheck Of(Repository repository)
    {
        var records = new RecordFiles(repository);
        List<string> problems = [.. records.Problems];
        List<string> skipped = [];
        if (repository.HasWholeHistory())
        {
            CheckPage(repository, records, problems);
        }
        else
        {
            skipped.Add("docs/results.md, which has the order of commits, is not checked: this clone has no whole history (git fetch --unshallow).");
        }

        CheckReadme(repository, records, problems);
        return new RepositoryCheck(problems, skipped);
    }

    static void CheckPage(Repository repository, RecordFiles records, List<string> problems)
    {
        string page = File.Exists(repository.Page) ? File.ReadAllText(repository.Page) : "";
        if (page != ResultsPage.Write(records.Figures, records.Comparisons))
        {
            problems.Add("docs/results.md is not what the records give; run results/record --docs.");
        }
    }

    static void CheckReadme(Repository repository, RecordFiles records, List<string> problems)
    {
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
    }
}
