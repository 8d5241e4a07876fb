using System.Text;

namespace Krill.Results;

/// <summary>The table of some records in README.md, between two comments of which the first names them.</summary>
internal static class ReadmeTable
{
    /// <summary>The text with its table written anew; without such comments the text as it is.</summary>
    /// <exception cref="RecordException">There is no record of a name, or the second comment is missing.</exception>
    public static string Update(string text, IReadOnlyList<FigureRecord> records) =>
        new MarkedPart("README.md", "results").Update(text, names => Table(names.Select(name => Find(name, records))));

    static FigureRecord Find(string name, IReadOnlyList<FigureRecord> records) => records.FirstOrDefault(record => record.Name == name)
        ?? throw new RecordException($"README.md: received the record {name} in its table; expected one of {string.Join(", ", records.Select(record => record.Name))}.");

    static string Table(IEnumerable<FigureRecord> records)
    {
        var table = new StringBuilder("| command of the first run | runs | parameters | test accuracy, mean ± sd (n) | minutes a run |\n|---|---|---|---|---|\n");
        foreach (FigureRecord record in records)
        {
            table.Append($"| `{record.Runs[0].Command}` | {ResultsText.Seeds(record.Seeds)} | {ResultsText.Range(record.Figures.GetValueOrDefault("parameters"), "#,0")} | ");
            table.Append($"{ResultsText.Accuracy(record)} | {ResultsText.Range(record.Figures.GetValueOrDefault("seconds"), "0.0", 60)} |\n");
        }

        return table.ToString();
    }
}
