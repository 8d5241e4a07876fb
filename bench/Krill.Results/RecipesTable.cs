using System.Text;
using Krill.Data;
using Krill.Recipes;
using static Krill.Results.ResultsText;

namespace Krill.Results;

/// <summary>The tables of docs/recipes.md: Krill's recipes with what has been recorded of each, and some of them side by side.</summary>
internal static class RecipesTable
{
    const string Page = "docs/recipes.md";

    static readonly string[] s_compared = ["accuracy", "validation_accuracy", "test_accuracy"];

    /// <summary>The text with its tables written anew; without a table's comments the text as it is.</summary>
    /// <exception cref="RecordException">A second comment is missing, or the first names what is no recipe.</exception>
    public static string Update(string text, IReadOnlyList<FigureRecord> records)
    {
        string all = new MarkedPart(Page, "recipes").Update(text, _ => All(records));
        return new MarkedPart(Page, "compared").Update(all, names => Compared(names, records));
    }

    /// <summary>Recipes for the same data side by side: what each learned of the images that it was trained on, and of those that it was not.</summary>
    static string Compared(IReadOnlyList<string> names, IReadOnlyList<FigureRecord> records)
    {
        var table = new StringBuilder("| recipe | training accuracy | validation accuracy | test accuracy | n | precision | record |\n|---|---|---|---|---|---|---|\n");
        foreach (string name in names)
        {
            if (Recipe.All.All(recipe => recipe.Name != name))
            {
                throw new RecordException($"{Page}: received \"{name}\" among the recipes to compare; expected a recipe.");
            }

            FigureRecord[] recorded = [.. records.Where(record => record.IsOfAccuracy && record.TextOf("recipe") == name)];
            foreach (FigureRecord record in recorded)
            {
                IEnumerable<string> figures = s_compared.Select(figure => Spread(record.Figures.GetValueOrDefault(figure)));
                table.Append($"| `{name}` | {string.Join(" | ", figures)} | {record.Runs.Count} | {record.TextOf("precision") ?? "–"} | [{record.Name}](results.md#{record.Name}) |\n");
            }

            if (recorded.Length == 0)
            {
                table.Append($"| `{name}` | – | – | – | 0 | – | not recorded yet |\n");
            }
        }

        return table.ToString();
    }

    static string All(IReadOnlyList<FigureRecord> records)
    {
        var table = new StringBuilder(
            "| recipe | data | parameters | batch | epochs, at most | test accuracy, mean ± sd (n) | training, s | precision | record |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (Recipe recipe in Recipe.All)
        {
            DatasetInfo data = Datasets.Find(recipe.DefaultDataset)!;
            int parameters = recipe.CreateModel(data.Shape, data.Classes).TrainableParameterCount;
            FigureRecord[] recorded = [.. records.Where(record => record.IsOfAccuracy && record.TextOf("recipe") == recipe.Name)];
            foreach (FigureRecord record in recorded)
            {
                // Other data has other classes and images, and so the network other parameters.
                table.Append($"| {Network(recipe, record.TextOf("dataset") ?? "–", record.Figures.GetValueOrDefault("parameters")?.Mean ?? parameters)} | {Accuracy(record)} | ");
                table.Append($"{Range(record.Figures.GetValueOrDefault("seconds"), "0.0")} | {record.TextOf("precision") ?? "–"} | [{record.Name}](results.md#{record.Name}) |\n");
            }

            if (recorded.Length == 0)
            {
                table.Append($"| {Network(recipe, data.Name, parameters)} | not recorded yet | – | – | – |\n");
            }
        }

        return table.ToString();
    }

    static string Network(Recipe recipe, string data, double parameters) =>
        $"`{recipe.Name}` | {data} | {Number(parameters, "#,0")} | {recipe.BatchSize} | {recipe.Epochs}";
}
