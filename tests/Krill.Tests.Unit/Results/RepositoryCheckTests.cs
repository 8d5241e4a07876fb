using System.Text.Json;
using Krill.Results;
using Krill.Testing;

namespace Krill.Tests.Unit.Results;

public sealed class RepositoryCheckTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly Repository _repository;

    public RepositoryCheckTests()
    {
        _repository = new Repository(_folder.Path);
        Directory.CreateDirectory(_repository.RecordsFolder);
        Directory.CreateDirectory(_repository.ComparisonsFolder);
        Directory.CreateDirectory(Path.GetDirectoryName(_repository.Page)!);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Problems_OfThisRepository_AreNone()
    {
        var repository = Repository.Containing(Path.GetDirectoryName(typeof(RepositoryCheckTests).Assembly.Location)!);

        Assert.Equal([], RepositoryCheck.Problems(repository));
    }

    [Fact]
    public void Problems_PageOfTheRecords_AreNone()
    {
        Add(MadeUp.Record("parameters == 158"));
        Add(MadeUp.Comparison(bar: 2));
        WritePage();

        Assert.Equal([], RepositoryCheck.Problems(_repository));
    }

    [Fact]
    public void Problems_RecordThatThePageLacks_AsksForTheDocs()
    {
        WritePage();
        Add(MadeUp.Record());

        Assert.Equal(["docs/results.md is not what the records give; run results/record --docs."], RepositoryCheck.Problems(_repository));
    }

    [Fact]
    public void Problems_FigureThatItsRunsDoNotGive_AreFound()
    {
        FigureRecord record = MadeUp.Record();
        Add(record with { Bars = [new BarOutcome { Text = "best test_accuracy >= 0.95", Value = 0.96, Met = true }] });
        WritePage();

        Assert.Equal(["results/tiny.json: its seeds, figures or bars do not follow from its runs."], RepositoryCheck.Problems(_repository));
    }

    [Theory]
    [InlineData("command", "JSON deserialization for type 'Krill.Results.FigureRecord' was missing required properties including: 'command'.")]
    [InlineData("seeds", "JSON deserialization for type 'Krill.Results.FigureRecord' was missing required properties including: 'seeds'.")]
    [InlineData("commit", "JSON deserialization for type 'Krill.Results.FigureRecord' was missing required properties including: 'commit'.")]
    public void Problems_RecordWithoutItsSource_AreFound(string member, string problem)
    {
        WritePage();
        var json = JsonSerializer.SerializeToNode(MadeUp.Record(), Json.File)!.AsObject();
        json.Remove(member);
        Write(Path.Combine(_repository.RecordsFolder, "tiny.json"), json.ToJsonString());

        Assert.Equal([$"results/tiny.json: {problem}"], RepositoryCheck.Problems(_repository));
    }

    [Fact]
    public void Problems_RecordUnderAnotherName_AreFound()
    {
        Write(Path.Combine(_repository.RecordsFolder, "other.json"), JsonSerializer.Serialize(MadeUp.Record(), Json.File));
        WritePage();

        Assert.Equal(["results/other.json: its name is tiny."], RepositoryCheck.Problems(_repository));
    }

    [Fact]
    public void Problems_CommitThatIsNone_AreFound()
    {
        Add(MadeUp.Comparison(bar: 2) with { Commit = "main" });
        WritePage();

        Assert.Equal(["bench/results/compare-2026-01-03.json: it has no commit."], RepositoryCheck.Problems(_repository));
    }

    [Fact]
    public void Problems_ComparisonOfAChangedTree_AreFound()
    {
        Add(MadeUp.Comparison(bar: 2) with { Dirty = true });
        WritePage();

        Assert.Equal(
            ["bench/results/compare-2026-01-03.json: the tree had changes that its commit lacks."], RepositoryCheck.Problems(_repository));
    }

    [Fact]
    public void Problems_RatioThatItsSpeedsDoNotGive_AreFound()
    {
        ComparisonRecord record = MadeUp.Comparison(bar: 2);
        NetworkComparison network = record.Networks[0];
        var ratios = new Dictionary<string, SpeedRatio>(network.Ratios);
        ratios["any"] = ratios["any"] with { Ratio = 2.6 };
        Add(record with { Networks = [network with { Ratios = ratios }] });
        WritePage();

        Assert.Equal(
            ["bench/results/compare-2026-01-03.json: a ratio of tiny does not follow from its speeds."], RepositoryCheck.Problems(_repository));
    }

    void Add(FigureRecord record) => Write(Path.Combine(_repository.RecordsFolder, record.Name + ".json"), JsonSerializer.Serialize(record, Json.File));

    void Add(ComparisonRecord record) =>
        Write(Path.Combine(_repository.ComparisonsFolder, $"compare-{record.Date}.json"), JsonSerializer.Serialize(record, Json.File));

    void WritePage()
    {
        var records = new RecordFiles(_repository);
        Write(_repository.Page, ResultsPage.Write(records.Figures, records.Comparisons));
    }

    static void Write(string path, string text) => Krill.Files.AtomicFile.WriteText(path, text);
}
