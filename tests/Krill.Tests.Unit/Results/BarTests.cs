using Krill.Results;

namespace Krill.Tests.Unit.Results;

public sealed class BarTests
{
    [Theory]
    [InlineData("median test_accuracy >= 0.87", 0.875, true)]
    [InlineData("mean test_accuracy >= 0.87", 0.866666666667, false)]
    [InlineData("best test_accuracy > 0.9", 0.9, false)]
    [InlineData("best seconds <= 2", 2, true)]
    [InlineData("max seconds < 4", 4, false)]
    [InlineData("test_accuracy >= 0.825", 0.825, true)]
    [InlineData("seconds <= 3", 4, false)]
    [InlineData("parameters == 158", 158, true)]
    public void Judge_HoldsTheNumberAgainstTheLimit(string text, double value, bool met)
    {
        FigureRecord record = MadeUp.Record(text);

        BarOutcome outcome = Assert.Single(record.Bars);
        Assert.Equal(text, outcome.Text);
        Assert.Equal(value, outcome.Value, 9);
        Assert.Equal(met, outcome.Met);
    }

    [Theory]
    [InlineData("same", 1, true)]
    [InlineData("different", 2, false)]
    public void Judge_SameFile_CountsContents(string lastHash, double contents, bool met)
    {
        RecordedRun[] runs = [.. MadeUp.Runs()];
        for (int i = 0; i < runs.Length; i++)
        {
            runs[i] = runs[i] with { Files = new Dictionary<string, string> { ["last.safetensors"] = i == runs.Length - 1 ? lastHash : "same" } };
        }

        BarOutcome outcome = Assert.Single(FigureRecord.Of("tiny", "claim", "command", MadeUp.Machine, runs, ["same last.safetensors"]).Bars);

        Assert.Equal(contents, outcome.Value);
        Assert.Equal(met, outcome.Met);
    }

    [Fact]
    public void Judge_FigureThatNoRunGave_NamesThoseThatAreThere() =>
        Assert.Equal(
            "the bar \"recall >= 1\": not every run gave the number recall; they gave parameters, seconds, test_accuracy.",
            Assert.Throws<RecordException>(() => MadeUp.Record("recall >= 1")).Message);

    [Theory]
    [InlineData("test_accuracy")]
    [InlineData("middle test_accuracy >= 1")]
    [InlineData("test_accuracy => 1")]
    [InlineData("test_accuracy >= one")]
    public void Parse_WhatIsNoBar_SaysWhatOneLooksLike(string text) =>
        Assert.Equal(
            $"--bar: received \"{text}\"; expected \"[mean|median|sd|min|max|best] FIGURE >= NUMBER\" (or <=, >, <, ==) or \"same FILE\".",
            Assert.Throws<UsageException>(() => Bar.Parse(text)).Message);
}
