using System.Diagnostics;
using System.Text.Json.Nodes;
using Krill.Results;
using Krill.Testing;

namespace Krill.Tests.Unit.Results;

/// <summary>In a repository of their own, with a command that is not run.</summary>
public sealed class RecorderTests : IDisposable
{
    static readonly string[] s_command = ["tiny", "--claim", "a claim", "--bar", "test_accuracy > 0", "--", "./krill", "train", "--seed", "{1..3}"];

    static readonly string[] s_longer = ["tiny", "--claim", "a claim", "--extend", "--", "./krill", "train", "--seed", "{1..5}"];

    readonly TemporaryFolder _folder = new();
    readonly Repository _repository;
    readonly List<string> _ran = [];

    public RecorderTests()
    {
        _repository = new Repository(_folder.Path);
        Git("init", "--quiet");
        Krill.Files.AtomicFile.WriteText(Path.Combine(_folder.Path, ".gitignore"), "results/.partial/\n");
        Commit();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Record_RunsEachCommandInOrderAndWritesTheRecord()
    {
        FigureRecord record = Recorder().Record(Request.Parse(s_command));

        Assert.Equal(["./krill train --seed 1", "./krill train --seed 2", "./krill train --seed 3"], _ran);
        Assert.Equal([1UL, 2, 3], record.Seeds);
        Assert.Equal(_repository.Commit(), record.Commit);
        Assert.Equal([0.25, 0.5, 0.75], record.Figures["test_accuracy"].Values);
        Assert.True(Assert.Single(record.Bars).Met);
        var files = new RecordFiles(_repository);
        Assert.Empty(files.Problems);
        Assert.Equal("tiny", Assert.Single(files.Figures).Name);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, "results", ".partial")));
    }

    [Fact]
    public void Record_AfterAnEndInTheMiddle_RunsWhatIsLeft()
    {
        Assert.Throws<RecordException>(() => Recorder(failAt: 3).Record(Request.Parse(s_command)));
        File.AppendAllText(PartialPath, "{\"command\":\"./krill tra");
        _ran.Clear();

        FigureRecord record = Recorder().Record(Request.Parse(s_command));

        Assert.Equal(["./krill train --seed 3"], _ran);
        Assert.Equal([0.25, 0.5, 0.75], record.Figures["test_accuracy"].Values);
    }

    [Fact]
    public void Record_PartOfAnotherCommand_IsNotMixedIn()
    {
        Assert.Throws<RecordException>(() => Recorder(failAt: 2).Record(Request.Parse(s_command)));

        string message = Assert.Throws<RecordException>(() => Recorder().Record(Request.Parse([.. s_command, "--epochs", "1"]))).Message;

        Assert.Equal($"{PartialPath} holds runs of another command: ./krill train --seed 1. Delete the file to begin anew.", message);
    }

    [Fact]
    public void Record_PartOfAnotherCommit_IsNotMixedIn()
    {
        Assert.Throws<RecordException>(() => Recorder(failAt: 2).Record(Request.Parse(s_command)));
        string first = _repository.Commit();
        Krill.Files.AtomicFile.WriteText(Path.Combine(_folder.Path, "source.cs"), "changed\n");
        Commit();

        string message = Assert.Throws<RecordException>(() => Recorder().Record(Request.Parse(s_command))).Message;

        Assert.Equal($"{PartialPath} holds runs of commit {first}, which differs from this one. Go back to it, or delete the file to begin anew.", message);
    }

    [Fact]
    public void Record_PartBeforeACommitOfDocuments_GoesOn()
    {
        Assert.Throws<RecordException>(() => Recorder(failAt: 2).Record(Request.Parse(s_command)));
        string first = _repository.Commit();
        Krill.Files.AtomicFile.WriteText(Path.Combine(_folder.Path, "docs", "page.md"), "changed\n");
        Commit();

        Assert.Equal(first, Recorder().Record(Request.Parse(s_command)).Commit);
    }

    [Fact]
    public void Record_Extended_KeepsTheRunsOfTheRecordWithTheirCommitAndMachine()
    {
        FigureRecord former = Recorder().Record(Request.Parse(s_command));
        Krill.Files.AtomicFile.WriteText(Path.Combine(_folder.Path, "source.cs"), "changed\n");
        Commit();
        Machine another = MadeUp.Machine with { Processor = "Another processor" };

        // Killed on the way, it goes on without the runs that it has.
        Assert.Throws<RecordException>(() => Recorder(failAt: 5, machine: another).Record(Request.Parse(s_longer)));
        _ran.Clear();
        FigureRecord record = Recorder(machine: another).Record(Request.Parse(s_longer));

        Assert.Equal(["./krill train --seed 5"], _ran);
        Assert.Equal([0.25, 0.5, 0.75, 1, 1.25], record.Figures["test_accuracy"].Values);
        Assert.Equal([former.Commit, former.Commit, former.Commit, _repository.Commit(), _repository.Commit()], record.Runs.Select(run => run.Commit));
        Assert.NotEqual(former.Commit, _repository.Commit());
        Assert.Equal(["A processor", "A processor", "A processor", "Another processor", "Another processor"], record.Runs.Select(run => record.MachineOf(run).Processor));
        var files = new RecordFiles(_repository);
        Assert.Empty(files.Problems);
        Assert.Equal("./krill train --seed '{1..5}'", Assert.Single(files.Figures).Command);
    }

    [Fact]
    public void Record_PartOfAnotherMachine_NamesTheMachineOfEachRun()
    {
        Assert.Throws<RecordException>(() => Recorder(failAt: 2).Record(Request.Parse(s_command)));

        FigureRecord record = Recorder(machine: MadeUp.Machine with { Processor = "Another processor" }).Record(Request.Parse(s_command));

        Assert.Equal(["A processor", "Another processor", "Another processor"], record.Runs.Select(run => record.MachineOf(run).Processor));
        Assert.Null(record.Runs[0].Machine);
    }

    [Fact]
    public void Record_ExtendedByAnotherCommand_IsAnErrorBeforeARun()
    {
        Recorder().Record(Request.Parse(s_command));
        _ran.Clear();

        string message = Assert.Throws<RecordException>(() => Recorder().Record(Request.Parse([.. s_longer, "--epochs", "1"]))).Message;

        Assert.Equal($"{RecordPath} holds runs of another command: ./krill train --seed 1. Record it anew, without --extend.", message);
        Assert.Empty(_ran);
    }

    [Fact]
    public void Record_ExtendedWithoutARecord_IsAnError() =>
        Assert.StartsWith(
            $"{RecordPath} is no record that could be extended: ",
            Assert.Throws<RecordException>(() => Recorder().Record(Request.Parse(s_longer))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Record_ChangesThatNoCommitHolds_AreAnError()
    {
        Krill.Files.AtomicFile.WriteText(Path.Combine(_folder.Path, "source.cs"), "changed\n");

        Assert.Equal(
            "the tree has changes that no commit holds: a record must name the commit that gives its figure. Commit first.",
            Assert.Throws<RecordException>(() => Recorder().Record(Request.Parse(s_command))).Message);
        Assert.Empty(_ran);
    }

    [Fact]
    public void Record_SameFile_HashesItInEachRunFolder()
    {
        Krill.Files.AtomicFile.WriteText(Path.Combine(_folder.Path, "results", ".partial", "run", "last.safetensors"), "weights");
        Request request = Request.Parse(["tiny", "--claim", "a claim", "--bar", "same last.safetensors", "--", "./krill", "--seed", "{1..2}"]);

        FigureRecord record = Recorder().Record(request);

        Assert.True(Assert.Single(record.Bars).Met);

        // From sha256sum.
        Assert.All(record.Runs, run => Assert.Equal("9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c", run.Files!["last.safetensors"]));
        Assert.All(record.Runs, run => Assert.DoesNotContain("\"run\"", run.Result.ToJsonString(), StringComparison.Ordinal));
        Assert.All(record.Runs, run => Assert.Equal("""[{"trial":1}]""", run.Result["trials"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("the record needs a name.")]
    [InlineData("--claim is missing: say in words what the figure is to show.", "tiny", "--", "./krill")]
    [InlineData("no command; expected one behind --.", "tiny", "--claim", "text")]
    [InlineData("--claim needs a text behind it.", "tiny", "--claim", "--", "./krill")]
    [InlineData("received Tiny; expected a name of small letters, digits and hyphens, --claim, --bar, --extend or --.", "Tiny")]
    public void Parse_WhatIsNotEnough_SaysWhatIsMissing(string message, params string[] arguments) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => Request.Parse(arguments)).Message);

    string RecordPath => Path.Combine(_folder.Path, "results", "tiny.json");

    string PartialPath => Path.Combine(_folder.Path, "results", ".partial", "tiny.jsonl");

    Recorder Recorder(int failAt = 0, Machine? machine = null) => new(_repository, TextWriter.Null)
    {
        Machine = machine ?? MadeUp.Machine,
        Run = words =>
        {
            int seed = words[^1][0] - '0';
            if (seed == failAt)
            {
                throw new RecordException("the command failed.");
            }

            _ran.Add(CommandTemplate.Show(words));
            JsonObject result = MadeUp.Result(seed, seed / 4.0, 1);
            result["event"] = "result";
            result["run"] = Path.Combine("results", ".partial", "run");
            result["trials"] = new JsonArray(new JsonObject { ["trial"] = 1, ["run"] = "trial-001" });
            return result;
        },
    };

    void Commit()
    {
        Git("add", ".");
        Git("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "--message", "A commit");
    }

    void Git(params string[] arguments)
    {
        using Process git = Process.Start("git", ["-C", _folder.Path, .. arguments]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
