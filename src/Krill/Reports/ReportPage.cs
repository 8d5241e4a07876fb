using Krill.Charts;
using Krill.Runs;

namespace Krill.Reports;

/// <summary>The page of a run, from the result to how it came about.</summary>
internal sealed class ReportPage(ReportSubject subject, ReportPictures pictures)
{
    readonly Markup _page = new();

    public string Text()
    {
        string title = $"{subject.Recipe.Name} on {subject.Data.Name}";
        _page.Add($"{PageStyle.Head(title)}<body>");
        AddHeader();
        _page.AddRaw("<main>\n");
        AddCurves();
        if (pictures.Matrix is { } matrix)
        {
            new ReportTestSections(subject, pictures, matrix, _page).Add();
        }

        new ReportTrainingSections(subject, pictures, _page).Add();
        string version = subject.Asked.Version.Split('+')[0];
        _page.Add($"</main>\n<footer>Written by Krill {version}. The pictures are files of their own in the folder <code>{RunReport.PicturesName}</code> beside this page.</footer></body></html>");
        _page.AddRaw("\n");
        return _page.ToString();
    }

    void AddHeader()
    {
        RunDescription asked = subject.Asked;
        _page.Add($"<header><h1>{subject.Recipe.Name} <span>on {subject.Data.Name}</span></h1>");
        string description = subject.Recipe.Description;
        string sentence = description.Length > 0 ? $"{char.ToUpperInvariant(description[0])}{description[1..]}. " : "";
        _page.Add($"<p class=\"muted\">{sentence}Trained on {asked.StartTime.UtcDateTime.ToString("d MMMM yyyy, HH:mm", System.Globalization.CultureInfo.InvariantCulture)} UTC, seed {ReportFigures.Text(asked.Seed)}.</p>");
        AddFigures();
        _page.AddRaw("<nav aria-label=\"Contents\"><a href=\"#curves\">Curves</a>");
        _page.AddRaw(pictures.Matrix is null ? "" : "<a href=\"#mistakes\">Mistakes</a><a href=\"#classes\">Classes</a>");
        _page.AddRaw(pictures.Augmentation is null ? "" : "<a href=\"#augmentation\">Augmentation</a>");
        _page.AddRaw("<a href=\"#network\">Network</a><a href=\"#settings\">Settings</a><a href=\"#epochs\">Time and epochs</a></nav>");
        AddHonesty();
        _page.AddRaw("</header>\n");
    }

    void AddFigures()
    {
        RunResult? result = subject.Result;
        _page.AddRaw("<dl class=\"figures\">");
        if (result?.TestAccuracy is { } test)
        {
            int images = subject.Data.Test.Count;
            string without = result.TestAccuracyWithoutTta is { } single ? $"; {ReportFigures.Percent(single)} without averaged views" : "";
            AddFigure("Test accuracy", ReportFigures.Percent(test), $"{ReportFigures.Count(Math.Round((1 - test) * images))} of {ReportFigures.Count(images)} wrong{without}", "first");
        }

        double? validation = result is not null ? result.ValidationAccuracy : subject.History.Best(Metric.ValidationAccuracy)?.ValidationAccuracy;
        if (validation is not null)
        {
            AddFigure("Validation accuracy", ReportFigures.Percent(validation), $"{ReportFigures.Count(subject.Data.Validation?.Count ?? 0)} images to choose by");
        }

        if (subject.History.Count > 0)
        {
            EpochLogs epoch = subject.History[(result?.BestEpoch ?? subject.History.Count) - 1];
            string which = result?.BestEpoch < result?.Epochs ? $"in epoch {ReportFigures.Count(epoch.Epoch)}, the tested one" : "in the last epoch";
            AddFigure("Training accuracy", ReportFigures.Percent(epoch.Accuracy), $"{which}, of {ReportFigures.Count(epoch.Images)} images");
        }

        int rest = subject.Model.ParameterCount - subject.Model.TrainableParameterCount;
        AddFigure("Trainable parameters", ReportFigures.Count(subject.Model.TrainableParameterCount), rest > 0 ? $"and {ReportFigures.Count(rest)} statistics" : "all there are");
        AddFigure("Epochs", ReportFigures.Count(subject.History.Count), result is null ? "so far" : End(result));
        AddFigure("Training time", ReportFigures.Duration(result?.Seconds ?? subject.History.TrainingSeconds), ReportFigures.Speed(subject.History.ImagesPerSecond));
        _page.AddRaw("</dl>\n");
    }

    void AddFigure(string name, string figure, string note, string kind = "") =>
        _page.Add($"<div class=\"{kind}\"><dt>{name}</dt><dd>{figure}<small>{note}</small></dd></div>");

    string End(RunResult result)
    {
        string tested = ReportChoice.Epoch(result);
        return result.Epochs < subject.Asked.Epochs ? $"of {subject.Asked.Epochs} at most; {tested}" : tested;
    }

    void AddHonesty()
    {
        if (subject.Result?.TestAccuracy is not { } accuracy)
        {
            _page.AddRaw("<p class=\"note\">This run has no result: it goes on, or was stopped. Its test images have not been looked at, and this page does not look at them either.</p>");
            return;
        }

        string chosen = ReportChoice.Of(subject.Result, subject.Recipe, subject.Asked.Epochs);
        _page.Add($"<p class=\"note\">{chosen} The test images were evaluated once, after that; what this page shows of them are the predictions of that evaluation, and they chose nothing.");
        if (pictures.Matrix is { } matrix && matrix.Accuracy != accuracy)
        {
            _page.Add($" <strong>Computed for this page, {ReportFigures.Percent(matrix.Accuracy)} of them are correct, where the run had {ReportFigures.Percent(accuracy)}: this machine, this version or the data is not the run's.</strong>");
        }

        _page.AddRaw("</p>");
    }

    void AddCurves()
    {
        _page.AddRaw("<section aria-labelledby=\"curves\"><h2 id=\"curves\">Curves</h2><div class=\"charts\">");
        foreach ((_, LineChart chart) in pictures.Curves)
        {
            _page.Add($"<figure>{chart.Draw().Element()}</figure>");
        }

        _page.AddRaw("</div></section>\n");
    }
}
