using System.Text;
using Krill.Data;
using Krill.Recipes;
using static Krill.Results.ResultsText;

namespace Krill.Results;

/// <summary>The table of Krill's recipes in docs/recipes.md, with what has been recorded of each.</summary>
internal static class RecipesTable
{
    /// <summary>The text with its table written anew; without the table's comments the text as it is.</summary>
    /// <exception cref="RecordException">The second comment is missing.</exception>
    public static string Update(string text, IReadOnlyList<FigureRecord> records) => new MarkedPart("docs/recipes.md", "recipes").Update(text, _ => Table(records));

    static string Table(IReadOnlyList<FigureRecord> records)
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
