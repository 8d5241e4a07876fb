using Krill.Results;

namespace Krill.Tests.Unit.Results;

public class ReadmeTableTests
{
    const string Before = "# A\n\n<!-- results: tiny -->\n", After = "<!-- /results -->\n\nand on\n";

    [Fact]
    public void Update_TableBetweenItsComments_IsThatOfTheRecords()
    {
        FigureRecord record = MadeUp.Record();

        string text = ReadmeTable.Update($"{Before}old\n{After}", [record]);

        // Seconds 2 to 4 as minutes; accuracies 0.825, 0.9 and 0.875.
        Assert.Equal(
            $"{Before}| command of the first run | runs | parameters | test accuracy, mean ± sd (n) | minutes a run |\n|---|---|---|---|---|\n"
            + $"| `./krill train tiny --seed 1` | seeds 1 to 3 | 158 | 86.67% ± 3.82% (3) | 0.0 to 0.1 |\n{After}",
            text);
        Assert.Equal(text, ReadmeTable.Update(text, [record]));
    }

    [Fact]
    public void Update_TextWithoutATable_StaysAsItIs() => Assert.Equal("# A\n", ReadmeTable.Update("# A\n", []));

    [Fact]
    public void Update_UnknownRecord_IsNamed() => Assert.Equal(
        "README.md: received the record tiny in its table; expected one of .",
        Assert.Throws<RecordException>(() => ReadmeTable.Update(Before + After, [])).Message);

    [Fact]
    public void Update_MissingEnd_IsTold() =>
        Assert.Contains("without \"<!-- /results -->\" behind it", Assert.Throws<RecordException>(() => ReadmeTable.Update(Before, [])).Message, StringComparison.Ordinal);
}
