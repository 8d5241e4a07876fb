using Krill.Charts;

namespace Krill.Reports.Comparison;

/// <summary>Runs side by side as a page that needs no network.</summary>
internal sealed class ComparisonPage(RunComparison comparison)
{
    readonly Markup _page = new();

    public string Text()
    {
        _page.Add($"{PageStyle.Head("Comparison of runs")}<body><header><h1>{comparison.Runs.Count} runs <span>side by side</span></h1>");
        _page.AddRaw("<p class=\"muted\">In the order given. Choose by validation images; test images say what came of the choice.</p></header>\n<main>");
        AddRuns();
        AddGroups();
        AddCurves();
        AddSettings();
        _page.AddRaw("</main>\n<footer>Written by Krill.</footer></body></html>\n");
        return _page.ToString();
    }

    void AddRuns()
    {
        _page.AddRaw("<section aria-labelledby=\"runs\"><h2 id=\"runs\">Runs</h2><div class=\"scroll\"><table><thead><tr><th>run</th><th>recipe</th><th>data</th>");
        AddHeads("seed", "parameters", "epochs", "time", "images/s", "validation accuracy", "test accuracy");
        _page.AddRaw("</tr></thead><tbody>");
        foreach (ComparedRun run in comparison.Runs)
        {
            _page.Add($"<tr><th scope=\"row\">{run.Name}</th><td>{run.Asked.Recipe}</td><td>{run.Asked.Dataset}</td>");
            AddCells(
                ReportFigures.Text(run.Asked.Seed),
                run.Result is { } result ? ReportFigures.Count(result.Parameters) : ReportFigures.None,
                $"{run.Epochs}{(run.Result is null ? " so far" : "")}",
                ReportFigures.Duration(run.Seconds),
                ReportFigures.Count(run.ImagesPerSecond),
                ReportFigures.Percent(run.ValidationAccuracy),
                ReportFigures.Percent(run.Result?.TestAccuracy));
            _page.AddRaw("</tr>");
        }

        _page.AddRaw("</tbody></table></div></section>\n");
    }

    void AddGroups()
    {
        if (!comparison.HasRepetitions)
        {
            return;
        }

        _page.AddRaw("<section aria-labelledby=\"groups\"><h2 id=\"groups\">Same settings, several seeds</h2><p class=\"muted\">Mean ± standard deviation (with n - 1) of the n runs that are done.</p>");
        _page.AddRaw("<div class=\"scroll\"><table><thead><tr><th>settings</th>");
        AddHeads("n", "validation accuracy", "n", "test accuracy", "n", "seconds");
        _page.AddRaw("</tr></thead><tbody>");
        foreach (RunGroup group in comparison.Groups)
        {
            _page.Add($"<tr><th scope=\"row\">{group.Name}</th>");
            AddFigure(group.ValidationAccuracy, ReportFigures.Percent);
            AddFigure(group.TestAccuracy, ReportFigures.Percent);
            AddFigure(group.Seconds, seconds => ReportFigures.Text(Math.Round(seconds ?? 0, 1)));
            _page.AddRaw("</tr>");
        }

        _page.AddRaw("</tbody></table></div></section>\n");
    }

    void AddCurves()
    {
        _page.AddRaw("<section aria-labelledby=\"curves\"><h2 id=\"curves\">Curves</h2><div class=\"charts wide\">");
        foreach (LineChart chart in ComparisonCurves.Of(comparison).Where(chart => chart.Series.Count > 0))
        {
            _page.Add($"<figure>{chart.Draw().Element()}</figure>");
        }

        _page.AddRaw("</div></section>\n");
    }

    void AddSettings()
    {
        _page.AddRaw("<section aria-labelledby=\"settings\"><h2 id=\"settings\">Settings</h2><p class=\"muted\">What differs stands first and is marked.</p><div class=\"scroll\"><table><thead><tr><th>setting</th>");
        foreach (ComparedRun run in comparison.Runs)
        {
            _page.Add($"<th>{run.Name}</th>");
        }

        _page.AddRaw("</tr></thead><tbody>");
        foreach ((string name, IReadOnlyList<string> values) in comparison.Differences)
        {
            AddSetting(name, values, "differs");
        }

        foreach ((string name, string value) in comparison.Runs[0].Settings.Where(setting => comparison.Differences.All(other => other.Name != setting.Name)))
        {
            AddSetting(name, [.. comparison.Runs.Select(_ => value)], "");
        }

        _page.AddRaw("</tbody></table></div></section>\n");
    }

    void AddSetting(string name, IReadOnlyList<string> values, string kind)
    {
        _page.Add($"<tr class=\"{kind}\"><th scope=\"row\">{(kind.Length > 0 ? "≠ " : "")}{name}</th>");
        foreach (string value in values)
        {
            _page.Add($"<td>{value}</td>");
        }

        _page.AddRaw("</tr>");
    }

    void AddHeads(params string[] names)
    {
        foreach (string name in names)
        {
            _page.Add($"<th class=\"n\">{name}</th>");
        }
    }

    void AddCells(params string[] texts)
    {
        foreach (string text in texts)
        {
            _page.Add($"<td class=\"n\">{text}</td>");
        }
    }

    void AddFigure(Spread? spread, Func<double?, string> format) => AddCells($"{spread?.Count ?? 0}", Text(spread, format));

    static string Text(Spread? spread, Func<double?, string> format) => spread is not { } known ? ReportFigures.None
        : format(known.Mean) + (known.StandardDeviation is { } deviation ? $" ± {format(deviation)}" : "");
}
