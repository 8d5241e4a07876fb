using Krill.Results;

namespace Krill.Tests.Unit.Results;

public sealed class CommandTemplateTests
{
    [Fact]
    public void Commands_WithoutPlaces_IsTheCommand()
    {
        var template = new CommandTemplate(["./krill", "train", "--json"]);

        Assert.Equal(["./krill train --json"], template.Commands.Select(CommandTemplate.Show));
        Assert.Equal("./krill train --json", template.Text);
    }

    [Fact]
    public void Commands_CountedPlace_RunsThroughBothEnds()
    {
        var template = new CommandTemplate(["train", "--seed", "{9..11}"]);

        Assert.Equal(["train --seed 9", "train --seed 10", "train --seed 11"], template.Commands.Select(CommandTemplate.Show));
        Assert.Equal("train --seed '{9..11}'", template.Text);
    }

    [Fact]
    public void Commands_TwoPlaces_GiveEveryCombinationTheLastFastest()
    {
        var template = new CommandTemplate(["{convnet,tiny158}", "--out=r{1..2}x"]);

        Assert.Equal(
            ["convnet --out=r1x", "convnet --out=r2x", "tiny158 --out=r1x", "tiny158 --out=r2x"], template.Commands.Select(CommandTemplate.Show));
    }

    [Fact]
    public void Show_WordsThatAShellWouldChange_QuotesThem() =>
        Assert.Equal("echo 'it'\\''s' '' 'a b'", CommandTemplate.Show(["echo", "it's", "", "a b"]));

    [Fact]
    public void Constructor_PlaceThatRunsBackwards_SaysSo() =>
        Assert.Equal(
            "received {3..1}; expected {first..last}, the last not below the first.",
            Assert.Throws<UsageException>(() => new CommandTemplate(["{3..1}"])).Message);
}
