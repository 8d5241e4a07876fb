using System.Text.Json.Nodes;
using Krill.Recipes;
using Krill.Results;

namespace Krill.Tests.Unit.Results;

public class RecipesTableTests
{
    const string Before = "# Recipes\n\n<!-- recipes: -->\n", After = "<!-- /recipes -->\n\nand on\n";

    [Fact]
    public void Update_EveryRecipe_HasARow()
    {
        string[] rows = Rows([]);

        Assert.Equal(Recipe.All.Select(recipe => recipe.Name), rows.Select(row => row.Split('`')[1]));
        Assert.All(rows, row => Assert.EndsWith(" | not recorded yet | – | – | – |", row, StringComparison.Ordinal));

        // 3 × 9 + 3, 3 × 9 + 1 and 10 × 9 + 10 weights and biases.
        Assert.Contains("| `tiny158-original` | mnist | 158 | 1024 | 1000 | not recorded yet | – | – | – |", rows);
    }

    [Fact]
    public void Update_Recorded_HasARowForEachRecordOfAccuracy()
    {
        string[] rows = Rows([Record("first", bars: ["mean test_accuracy >= 0.8"]), Record("startup", bars: ["max seconds <= 10"]), Record("second")]);

        Assert.Equal(
            [
                "| `tiny158` | mnist | 158 | 256 | 500 | 86.67% ± 3.82% (3) | 2.0 to 4.0 | bfloat16 | [first](results.md#first) |",
                "| `tiny158` | mnist | 158 | 256 | 500 | 86.67% ± 3.82% (3) | 2.0 to 4.0 | bfloat16 | [second](results.md#second) |",
            ],
            rows.Where(row => row.StartsWith("| `tiny158` ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Update_RecordOfOtherData_HasItsDataAndItsParameters()
    {
        string[] rows = Rows([Record("first", "digits", 159)]);

        Assert.Contains("| `tiny158` | digits | 159 | 256 | 500 | 86.67% ± 3.82% (3) | 2.0 to 4.0 | bfloat16 | [first](results.md#first) |", rows);
    }

    [Fact]
    public void Update_RecipesToCompare_HaveTheirFiguresSideBySide()
    {
        const string First = "<!-- compared: tiny158 jellyfish -->\n", Last = "<!-- /compared -->\n";

        string text = RecipesTable.Update($"{First}old\n{Last}", [Record("first"), Record("startup", bars: ["max seconds <= 10"])]);

        Assert.Equal(
            First
            + "| recipe | training accuracy | validation accuracy | test accuracy | n | precision | record |\n|---|---|---|---|---|---|---|\n"
            + "| `tiny158` | – | – | 86.67% ± 3.82% | 3 | bfloat16 | [first](results.md#first) |\n"
            + "| `jellyfish` | – | – | – | 0 | – | not recorded yet |\n"
            + Last,
            text);
        Assert.Equal(
            "docs/recipes.md: received \"tiny\" among the recipes to compare; expected a recipe.",
            Assert.Throws<RecordException>(() => RecipesTable.Update($"<!-- compared: tiny -->\n{Last}", [])).Message);
    }

    static string[] Rows(IReadOnlyList<FigureRecord> records)
    {
        string text = RecipesTable.Update($"{Before}old\n{After}", records);

        Assert.StartsWith(Before, text, StringComparison.Ordinal);
        Assert.EndsWith(After, text, StringComparison.Ordinal);
        return [.. text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))];
    }

    static FigureRecord Record(string name, string dataset = "mnist", double parameters = 158, params string[] bars)
    {
        RecordedRun[] runs = [.. MadeUp.Runs()];
        foreach (JsonObject result in runs.Select(run => run.Result))
        {
            result["recipe"] = "tiny158";
            result["precision"] = "bfloat16";
            result["dataset"] = dataset;
            result["parameters"] = parameters;
        }

        return FigureRecord.Of(name, "a claim", "./krill", MadeUp.Machine, runs, bars);
    }
}
