namespace Krill.Results;

/// <summary>What must hold of the published figures of a repository.</summary>
/// <param name="Problems">Malformed records, records of commits that are lost, and pages that are not what the records give; a line each.</param>
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
            problems.AddRange(LostCommits(repository, records));
            CheckPage(repository, records, problems);
        }
        else
        {
            skipped.Add("the commits of the records and docs/results.md, which has the order of commits, are not checked: this clone has no whole history (git fetch --unshallow).");
        }

        CheckTable("README.md", repository.Readme, text => ReadmeTable.Update(text, records.Figures), problems);
        CheckTable("docs/recipes.md", repository.Recipes, text => RecipesTable.Update(text, records.Figures), problems);
        return new RepositoryCheck(problems, skipped);
    }

    /// <summary>A figure comes back by its command at its commit, so that must be one of those that lead here: others are gone with the clone that they were made in.</summary>
    static IEnumerable<string> LostCommits(Repository repository, RecordFiles records)
    {
        IEnumerable<(string File, string Commit)> named =
        [
            .. records.Figures.SelectMany(record => record.Runs.Select(run => run.Commit).Prepend(record.Commit).Select(commit => ($"results/{record.Name}.json", commit))),
            .. records.Comparisons.Select(comparison => ($"bench/results/{comparison.Name}.json", comparison.Record.Commit)),
        ];
        return named.Distinct().Where(one => !repository.LeadsHere(one.Commit)).Select(one =>
            $"{one.File}: received the commit {ResultsText.Short(one.Commit)}, which does not lead to HEAD; expected one that does. Record it again.");
    }

    static void CheckPage(Repository repository, RecordFiles records, List<string> problems)
    {
        string page = File.Exists(repository.Page) ? File.ReadAllText(repository.Page) : "";
        if (page != ResultsPage.Write(records.Figures, records.Comparisons))
        {
            problems.Add("docs/results.md is not what the records give; run results/record --docs.");
        }
    }

    static void CheckTable(string page, string path, Func<string, string> update, List<string> problems)
    {
        string text = File.Exists(path) ? File.ReadAllText(path) : "";
        try
        {
            if (text != update(text))
            {
                problems.Add($"the table in {page} is not what the records give; run results/record --docs.");
            }
        }
        catch (RecordException exception)
        {
            problems.Add(exception.Message);
        }
    }
}
