using System.Diagnostics;
using System.Text.Json;
using Krill.Results;
using Krill.Testing;

namespace Krill.Tests.Unit.Results;

/// <summary>In a repository of their own, whose history has two commits.</summary>
public sealed class RepositoryCheckTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly Repository _repository;
    readonly string _first, _second;

    public RepositoryCheckTests()
    {
        _repository = new Repository(_folder.Path);
        Directory.CreateDirectory(_repository.RecordsFolder);
        Directory.CreateDirectory(_repository.ComparisonsFolder);
        Directory.CreateDirectory(Path.GetDirectoryName(_repository.Page)!);
        Git("init", "--quiet");
        _first = Commit();
        _second = Commit();
    }

    public void Dispose() => _folder.Dispose();

    [WholeHistoryFact]
    public void Problems_OfThisRepository_AreNone()
    {
        RepositoryCheck check = RepositoryCheck.Of(WholeHistoryFactAttribute.ThisRepository());

        Assert.Equal([], check.Problems);
        Assert.Equal([], check.Skipped);
    }

    [Fact]
    public void Problems_PageOfTheRecords_AreNone()
    {
        Add(MadeUp.Record("parameters == 158"));
        Add(MadeUp.Comparison(bar: 2));
        WritePage();

        Assert.Equal([], RepositoryCheck.Of(_repository).Problems);
    }

    [Fact]
    public void Problems_RecordThatThePageLacks_AsksForTheDocs()
    {
        WritePage();
        Add(MadeUp.Record());

        Assert.Equal(["docs/results.md is not what the records give; run results/record --docs."], RepositoryCheck.Of(_repository).Problems);
    }

    [Fact]
    public void Problems_FigureThatItsRunsDoNotGive_AreFound()
    {
        FigureRecord record = MadeUp.Record();
        Add(record with { Bars = [new BarOutcome { Text = "best test_accuracy >= 0.95", Value = 0.96, Met = true }] });
        WritePage();

        Assert.Equal(["results/tiny.json: its seeds, figures or bars do not follow from its runs."], RepositoryCheck.Of(_repository).Problems);
    }

    [Theory]
    [InlineData("command", "JSON deserialization for type 'Krill.Results.FigureRecord' was missing required properties including: 'command'.")]
    [InlineData("seeds", "JSON deserialization for type 'Krill.Results.FigureRecord' was missing required properties including: 'seeds'.")]
    [InlineData("commit", "JSON deserialization for type 'Krill.Results.FigureRecord' was missing required properties including: 'commit'.")]
    public void Problems_RecordWithoutItsSource_AreFound(string member, string problem)
    {
        WritePage();
        var json = JsonSerializer.SerializeToNode(At(MadeUp.Record(), _second), Json.File)!.AsObject();
        json.Remove(member);
        Write(Path.Combine(_repository.RecordsFolder, "tiny.json"), json.ToJsonString());

        Assert.Equal([$"results/tiny.json: {problem}"], RepositoryCheck.Of(_repository).Problems);
    }

    [Fact]
    public void Problems_RecordUnderAnotherName_AreFound()
    {
        Write(Path.Combine(_repository.RecordsFolder, "other.json"), JsonSerializer.Serialize(At(MadeUp.Record(), _second), Json.File));
        WritePage();

        Assert.Equal(["results/other.json: its name is tiny."], RepositoryCheck.Of(_repository).Problems);
    }

    [Fact]
    public void Problems_CommitThatIsNone_AreFound()
    {
        Add(MadeUp.Comparison(bar: 2), "main");
        WritePage();

        Assert.Equal(["bench/results/compare-2026-01-03.json: it has no commit."], RepositoryCheck.Of(_repository).Problems);
    }

    [Fact]
    public void Problems_ComparisonOfAChangedTree_AreFound()
    {
        Add(MadeUp.Comparison(bar: 2) with { Dirty = true });
        WritePage();

        Assert.Equal(
            ["bench/results/compare-2026-01-03.json: the tree had changes that its commit lacks."], RepositoryCheck.Of(_repository).Problems);
    }

    [Theory]
    [InlineData(2.6, 2.5, 2.5)]
    [InlineData(2.5, 2.4, 2.5)]
    [InlineData(2.5, 2.5, 2.6)]
    public void Problems_RatioThatItsSpeedsDoNotGive_AreFound(double ratio, double leastPair, double greatestPair)
    {
        ComparisonRecord record = MadeUp.Comparison(bar: 2);
        NetworkComparison network = record.Networks[0];
        var ratios = new Dictionary<string, SpeedRatio>(network.Ratios);
        ratios["any"] = ratios["any"] with { Ratio = ratio, LeastPair = leastPair, GreatestPair = greatestPair };
        Add(record with { Networks = [network with { Ratios = ratios }] });
        WritePage();

        Assert.Equal(
            ["bench/results/compare-2026-01-03.json: a ratio of tiny does not follow from its speeds."], RepositoryCheck.Of(_repository).Problems);
    }

    [Theory]
    [InlineData(0.4, true)]
    [InlineData(0.5, true)]
    [InlineData(0.6, false)]
    public void Problems_RatioThatItsPeaksDoNotGive_AreFound(double ratio, bool isMet)
    {
        ComparisonRecord record = MadeUp.Comparison(bar: 2);
        NetworkComparison network = record.Networks[0];
        var memory = new Dictionary<string, MemoryRatio>(network.Memory!);
        memory["any"] = memory["any"] with { Ratio = ratio, Met = isMet };
        Add(record with { Networks = [network with { Memory = memory }] });
        WritePage();

        Assert.Equal(
            ["bench/results/compare-2026-01-03.json: a ratio of memory of tiny does not follow from its peaks."], RepositoryCheck.Of(_repository).Problems);
    }

    [Fact]
    public void Problems_CommitsThatLeadToHead_AreNone()
    {
        Add(MadeUp.Comparison(bar: 2), _first);
        WritePage();

        Assert.Equal([], RepositoryCheck.Of(_repository).Problems);
    }

    [Fact]
    public void Problems_CommitThatDoesNotLeadToHead_IsFoundInEitherKindOfRecord()
    {
        Git("reset", "--quiet", "--hard", _first);
        Add(MadeUp.Record(), _second);
        Add(MadeUp.Comparison(bar: 2), MadeUp.Commit);
        WritePage();

        Assert.Equal(
            [
                $"results/tiny.json: received the commit {_second[..12]}, which does not lead to HEAD; expected one that does. Record it again.",
                "bench/results/compare-2026-01-03.json: received the commit 0123456789ab, which does not lead to HEAD; expected one that does. Record it again.",
            ],
            RepositoryCheck.Of(_repository).Problems);
    }

    [Fact]
    public void Problems_OneRunOfALostCommit_IsFound()
    {
        FigureRecord record = At(MadeUp.Record(), _second);
        Write(record with { Runs = [.. record.Runs.SkipLast(1), record.Runs[^1] with { Commit = MadeUp.Commit }] });
        WritePage();

        Assert.Equal(
            ["results/tiny.json: received the commit 0123456789ab, which does not lead to HEAD; expected one that does. Record it again."],
            RepositoryCheck.Of(_repository).Problems);
    }

    [Fact]
    public void Skipped_ShallowClone_TellsWhatIsNotChecked()
    {
        Add(MadeUp.Record(), MadeUp.Commit);
        Git("add", ".");
        Commit();
        using var clones = new TemporaryFolder();
        string clone = Path.Combine(clones.Path, "shallow");
        Git("clone", "--quiet", "--depth", "1", $"file://{_folder.Path}", clone);

        RepositoryCheck check = RepositoryCheck.Of(new Repository(clone));

        Assert.Equal([], check.Problems);
        Assert.Equal(
            ["the commits of the records and docs/results.md, which has the order of commits, are not checked: this clone has no whole history (git fetch --unshallow)."],
            check.Skipped);
    }

    [Fact]
    public void Comparisons_OfOneDay_StandInTheOrderOfTheirCommits()
    {
        ComparisonRecord record = MadeUp.Comparison(bar: 2);
        Write("compare-a", record with { Commit = _first });
        Write("compare-b", record with { Commit = _second });
        Write("compare-c", record with { Commit = _first });

        Assert.Equal(["compare-b", "compare-c", "compare-a"], new RecordFiles(_repository).Comparisons.Select(comparison => comparison.Name));
    }

    void Add(FigureRecord record, string? commit = null) => Write(At(record, commit ?? _second));

    void Add(ComparisonRecord record, string? commit = null) => Write($"compare-{record.Date}", record with { Commit = commit ?? _second });

    static FigureRecord At(FigureRecord record, string commit) =>
        record with { Commit = commit, Runs = [.. record.Runs.Select(run => run with { Commit = commit })] };

    void Write(FigureRecord record) => Write(Path.Combine(_repository.RecordsFolder, record.Name + ".json"), JsonSerializer.Serialize(record, Json.File));

    void Write(string name, ComparisonRecord record) => Write(Path.Combine(_repository.ComparisonsFolder, name + ".json"), JsonSerializer.Serialize(record, Json.File));

    void WritePage()
    {
        var records = new RecordFiles(_repository);
        Write(_repository.Page, ResultsPage.Write(records.Figures, records.Comparisons));
    }

    static void Write(string path, string text) => Krill.Files.AtomicFile.WriteText(path, text);

    string Commit()
    {
        Git("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "--allow-empty", "--message", "A commit");
        return _repository.Commit();
    }

    void Git(params string[] arguments)
    {
        using Process git = Process.Start("git", ["-C", _folder.Path, .. arguments]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
