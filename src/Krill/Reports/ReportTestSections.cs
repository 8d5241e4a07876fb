using Krill.Charts;
using Krill.Images;

namespace Krill.Reports;

/// <summary>The parts of a report about the test images: mistakes and classes.</summary>
internal sealed class ReportTestSections(ReportSubject subject, ReportPictures pictures, ConfusionMatrix matrix, Markup page)
{
    const int MostPairs = 10;

    public void Add()
    {
        int wrong = matrix.Count - matrix.Correct;
        page.Add($"<section aria-labelledby=\"mistakes\"><h2 id=\"mistakes\">Mistakes</h2><p>{Sentence(wrong)}</p>");
        bool isAll = matrix.Classes <= pictures.ByClass.Count || pictures.ByClass.Count == Enumerable.Range(0, matrix.Classes).Count(HasMistakes);
        AddTiles(isAll ? "One for each class" : "One for each of the classes that are known worst", pictures.ByClass, "Drawn at random among the mistakes of the class.");
        AddTiles("The most confident", pictures.Confident, "Where the network was surest of what is wrong.");
        page.AddRaw("</section>\n<section aria-labelledby=\"classes\"><h2 id=\"classes\">Classes</h2>");
        AddDrawing(pictures.Confusion!, "Each row is a class, and its colours are shares of its images: what was taken for what it is on the diagonal, mistakes beside it.");
        AddPairs();
        AddDrawing(pictures.ClassAccuracy!, null);
        page.AddRaw("</section>\n");
    }

    bool HasMistakes(int actual) => matrix[actual, actual] < matrix.ImagesOf(actual);

    string Sentence(int wrong)
    {
        string nothing = matrix.Unclassified > 0 ? $" For {ReportFigures.Count(matrix.Unclassified)} of them the network gave no number." : "";
        return wrong == 0
            ? $"All {ReportFigures.Count(matrix.Count)} test images are taken for what they are."
            : $"{ReportFigures.Count(wrong)} of {ReportFigures.Count(matrix.Count)} test images are taken for what they are not.{nothing}";
    }

    void AddTiles(string title, IReadOnlyList<Tile> tiles, string words)
    {
        if (tiles.Count == 0)
        {
            return;
        }

        page.Add($"<h3>{title}</h3><p class=\"muted\">{words}</p><ul class=\"tiles\">");
        foreach (Tile tile in tiles)
        {
            Picture picture = tile.Picture;
            string alt = $"{tile.Words[0]} {tile.Words[1]}";
            page.Add($"<li><figure><img src=\"{ImageDisplay.DataUri(picture)}\" width=\"{picture.Width}\" height=\"{picture.Height}\" alt=\"{alt}\"/>");
            page.Add($"<figcaption>{alt}<small>{tile.Words[2]}</small></figcaption></figure></li>");
        }

        page.AddRaw("</ul>");
    }

    void AddDrawing(SvgDrawing drawing, string? words)
    {
        // Below this the smallest letters are not readable: the picture is scrolled then.
        double least = Math.Min(drawing.Width, Math.Max(320, drawing.Width * 0.75));
        page.Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{drawing.Description}\"><figure>{drawing.Element(least)}</figure></div>");
        page.Add($"<p class=\"muted\">{words}</p>");
    }

    void AddPairs()
    {
        (int Actual, int Predicted, int Count)[] pairs = [.. ConfusionPicture.Confusions(matrix).Take(MostPairs)];
        if (matrix.Classes <= 10 || pairs.Length == 0)
        {
            return;
        }

        page.AddRaw("<h3>Mistaken most often</h3><div class=\"scroll\"><table class=\"narrow\"><thead><tr><th>actual</th><th>predicted</th><th class=\"n\">images</th><th class=\"n\">of the class</th></tr></thead><tbody>");
        foreach ((int actual, int predicted, int count) in pairs)
        {
            page.Add($"<tr><td>{subject.ClassNames[actual]}</td><td>{subject.ClassNames[predicted]}</td><td class=\"n\">{count}</td><td class=\"n\">{ReportFigures.Percent((double)count / matrix.ImagesOf(actual))}</td></tr>");
        }

        page.AddRaw("</tbody></table></div>");
    }
}
