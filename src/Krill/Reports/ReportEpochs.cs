using Krill.Charts;

namespace Krill.Reports;

/// <summary>The part of a run's report about its time and its epochs.</summary>
internal sealed class ReportEpochs(RunSubject subject, Markup page)
{
    const int MostRows = 200;

    public void Add()
    {
        History history = subject.History;
        double other = (subject.Result?.Seconds ?? 0) - history.TrainingSeconds - history.ValidationSeconds;
        page.AddRaw("<section aria-labelledby=\"epochs\"><h2 id=\"epochs\">Time and epochs</h2>");
        page.Add($"<p>{ReportFigures.Duration(history.TrainingSeconds)} of training steps at {ReportFigures.Speed(history.ImagesPerSecond)}, {ReportFigures.Duration(history.ValidationSeconds)} of validation");
        page.Add($"{(other >= 0.05 ? $", {ReportFigures.Duration(other)} of other things, such as writing files" : "")}.</p>");
        int every = (history.Count + MostRows - 1) / MostRows;
        string which = every > 1 ? $"Every {every} epochs (history.csv has all)" : "Every epoch";
        page.Add($"<details><summary>{which}</summary><div class=\"scroll\"><table><thead><tr>");
        page.AddRaw("<th class=\"n\">epoch</th><th class=\"n\">loss</th><th class=\"n\">accuracy</th><th class=\"n\">validation loss</th><th class=\"n\">validation accuracy</th><th class=\"n\">learning rate</th><th class=\"n\">seconds</th><th class=\"n\">images/s</th></tr></thead><tbody>");
        foreach (EpochLogs epoch in history.Where((_, i) => i % Math.Max(every, 1) == 0 || i == history.Count - 1))
        {
            page.Add($"<tr><td class=\"n\">{epoch.Epoch}</td><td class=\"n\">{ReportFigures.Figure(epoch.Loss)}</td><td class=\"n\">{ReportFigures.Percent(epoch.Accuracy)}</td>");
            page.Add($"<td class=\"n\">{ReportFigures.Figure(epoch.ValidationLoss)}</td><td class=\"n\">{ReportFigures.Percent(epoch.ValidationAccuracy)}</td><td class=\"n\">{ReportFigures.Text(epoch.LearningRate)}</td>");
            page.Add($"<td class=\"n\">{ReportFigures.Text(Math.Round(epoch.TrainingSeconds + epoch.ValidationSeconds, 2))}</td><td class=\"n\">{ReportFigures.Count(epoch.ImagesPerSecond)}</td></tr>");
        }

        page.AddRaw("</tbody></table></div></details></section>\n");
    }
}
