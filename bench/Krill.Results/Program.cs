using Krill.Files;
using Krill.Results;

try
{
    var repository = Repository.Containing(AppContext.BaseDirectory);
    switch (args)
    {
        case ["--docs"]:
            return Docs(repository);
        case ["--check"]:
            return Check(repository);
        case [] or ["--help"] or ["-h"]:
            Console.WriteLine(Request.Usage);
            return args.Length == 0 ? 2 : 0;
        default:
            return Record(repository, Request.Parse(args));
    }
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"record: {exception.Message}");
    Console.Error.WriteLine(Request.Usage);
    return 2;
}
catch (RecordException exception)
{
    Console.Error.WriteLine($"record: {exception.Message}");
    return 1;
}

static int Record(Repository repository, Request request)
{
    FigureRecord record = new Recorder(repository, Console.Error).Record(request);
    foreach (BarOutcome bar in record.Bars)
    {
        Console.WriteLine($"{(bar.Met ? "met    " : "NOT MET")} {bar.Text} ({bar.Value:0.######})");
    }

    Console.WriteLine($"recorded results/{record.Name}.json; results/record --docs brings it into docs/results.md");
    return record.Bars.All(bar => bar.Met) ? 0 : 4;
}

static int Docs(Repository repository)
{
    var records = new RecordFiles(repository);
    Complain(records.Problems);
    if (records.Problems.Count > 0)
    {
        return 1;
    }

    if (!repository.HasWholeHistory())
    {
        throw new RecordException("docs/results.md: received a clone without its whole history; expected all of it, as comparisons stand in the order of their commits. git fetch --unshallow.");
    }

    AtomicFile.WriteText(repository.Readme, ReadmeTable.Update(File.ReadAllText(repository.Readme), records.Figures));
    AtomicFile.WriteText(repository.Recipes, RecipesTable.Update(File.ReadAllText(repository.Recipes), records.Figures));
    AtomicFile.WriteText(repository.Page, ResultsPage.Write(records.Figures, records.Comparisons));
    return 0;
}

static int Check(Repository repository)
{
    RepositoryCheck check = RepositoryCheck.Of(repository);
    Complain(check.Problems);
    Complain(check.Skipped);
    return check.Problems.Count == 0 ? 0 : 1;
}

static void Complain(IReadOnlyList<string> problems)
{
    foreach (string problem in problems)
    {
        Console.Error.WriteLine($"record: {problem}");
    }
}
