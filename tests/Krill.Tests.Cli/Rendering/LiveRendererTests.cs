using System.Text.RegularExpressions;
using Krill.Cli.Rendering;
using Krill.Training;
using Spectre.Console;

namespace Krill.Tests.Cli.Rendering;

public partial class LiveRendererTests
{
    [Theory]
    [InlineData(120, "epoch  1/50  loss 0.2500  accuracy 0.9266  validation loss 0.0625  validation accuracy 0.9800  4.5 s  13,500 images/s")]
    [InlineData(80, "epoch  1/50  loss 0.2500  accuracy 0.9266  validation accuracy 0.9800")]
    [InlineData(60, "epoch  1/50  accuracy 0.9266  validation accuracy 0.9800")]
    [InlineData(44, "epoch  1/50  validation accuracy 0.9800")]
    [InlineData(30, "epoch  1/50")]
    public void Show_AtAWidth_KeepsAnEpochOnOneLine(int width, string expected)
    {
        (string drawn, _) = Render(width);

        Assert.Contains(drawn.Split('\n'), line => line.TrimEnd() == expected);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("one two", "one two")]
    [InlineData("one two three", "one two|three")]
    [InlineData("a/path/with/no/space/in/it", "a/path/w|ith/no/s|pace/in/|it")]
    public void Wrap_AtEightCharacters_BreaksAtSpacesIfItCan(string line, string rows) =>
        Assert.Equal(rows.Split('|'), Lines.Wrap(line, 8));

    [Fact]
    public void Show_ASession_DrawsTheBarAndEndsWithTheResult()
    {
        (string drawn, int result) = Render(100);

        Assert.Equal(3, result);
        Assert.Contains("epoch 1/50", drawn, StringComparison.Ordinal);
        Assert.Contains("run: runs/one", drawn, StringComparison.Ordinal);
        Assert.Contains("warning: Fit: the loss became NaN", drawn, StringComparison.Ordinal);
        Assert.EndsWith("test accuracy 0.9899", drawn.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void During_SessionThatThrows_LetsItThrough()
    {
        var renderer = new LiveRenderer(Console(80, new StringWriter()));

        Assert.Throws<InvalidOperationException>(() => renderer.During<int>(() => throw new InvalidOperationException()));
    }

    static (string Drawn, int Result) Render(int width)
    {
        var output = new StringWriter { NewLine = "\n" };
        var renderer = new LiveRenderer(Console(width, output));
        int result = renderer.During(() =>
        {
            foreach (TrainingEvent trainingEvent in Events.OfASession)
            {
                renderer.Show(trainingEvent);
            }

            return 3;
        });
        return (ControlSequence().Replace(output.ToString(), "").Replace('\r', '\n'), result);
    }

    static IAnsiConsole Console(int width, StringWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        return console;
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex ControlSequence();
}
