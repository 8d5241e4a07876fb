using Krill.Ensembles;

namespace Krill.Reports;

/// <summary>The page of an ensemble.</summary>
internal sealed class EnsemblePage(EnsembleSubject subject, ReportPictures pictures) : ReportPage(subject, pictures)
{
    readonly EnsembleResult _result = subject.Result;

    /// <inheritdoc/>
    protected override (string Name, string On) Heading => (subject.Recipe.Name, $"ensemble of {ReportFigures.Count(_result.Members.Count)} on {subject.Data.Name}");

    /// <inheritdoc/>
    protected override string Seeds => $"seed{(_result.Members.Count > 1 ? "s" : "")} {subject.SeedText}";

    /// <inheritdoc/>
    protected override (string Id, string Title) First => ("members", "Members");

    /// <inheritdoc/>
    protected override (string Id, string Title)? Last => null;

    /// <inheritdoc/>
    protected override string Choice => subject.Data.Validation is null
        ? "No images were kept apart to choose by: each network has the weights that its training ended with, and how many there are was set before."
        : "Each network has the weights of the epoch with its greatest validation accuracy, on images that were kept apart from training; how many there are was set before.";

    /// <inheritdoc/>
    protected override void AddFigures()
    {
        int members = _result.Members.Count;
        AddTestAccuracy(_result.TestAccuracy, ", by the mean of all networks");
        if (_result.ValidationAccuracy is { } validation)
        {
            AddFigure("Validation accuracy", ReportFigures.Percent(validation), $"of all networks together; {ReportFigures.Count(subject.Data.Validation?.Count ?? 0)} images to choose by");
        }

        AddFigure("Single networks", ReportFigures.Percent(_result.SingleMean), $"mean test accuracy{Deviation()} (n = {ReportFigures.Count(members)})");
        AddParameters(members > 1 ? ", in each network" : "");
        AddFigure("Training time", ReportFigures.Duration(_result.Seconds), "of all networks, added up");
    }

    /// <inheritdoc/>
    protected override void AddFirst()
    {
        Page.Add($"<p>Single networks have a mean test accuracy of {ReportFigures.Percent(_result.SingleMean)}{Deviation()} (n = {ReportFigures.Count(_result.Members.Count)}). ");
        Page.AddRaw("A row has a network by itself, and the mean of its predictions and those of all before it.</p>");
        AddCharts("charts wide");
        Page.AddRaw("<div class=\"scroll\"><table><thead><tr><th>member</th>");
        foreach (string head in (string[])["seed", "epochs", "kept epoch", "time", "validation", "test", "validation together", "test together", "test loss together"])
        {
            Page.Add($"<th class=\"n\">{head}</th>");
        }

        Page.AddRaw("</tr></thead><tbody>");
        foreach ((EnsembleMember member, EnsembleSize size) in _result.Members.Zip(_result.Sizes))
        {
            AddRow(member, size);
        }

        Page.AddRaw("</tbody></table></div>");
    }

    /// <inheritdoc/>
    protected override void AddLast()
    {
    }

    void AddRow(EnsembleMember member, EnsembleSize size)
    {
        Page.Add($"<tr><th scope=\"row\">{ReportFigures.Count(member.Number)}</th>");
        foreach (string cell in (string[])
        [
            ReportFigures.Text(member.Seed), ReportFigures.Count(member.Epochs), ReportFigures.Count(member.BestEpoch), ReportFigures.Duration(member.Seconds),
            ReportFigures.Percent(member.ValidationAccuracy), ReportFigures.Percent(member.TestAccuracy),
            ReportFigures.Percent(size.ValidationAccuracy), ReportFigures.Percent(size.TestAccuracy), ReportFigures.Figure(size.TestLoss),
        ])
        {
            Page.Add($"<td class=\"n\">{cell}</td>");
        }

        Page.AddRaw("</tr>");
    }

    string Deviation() => _result.SingleStandardDeviation is { } deviation ? $", with a standard deviation of {ReportFigures.Percent(deviation)}" : "";
}
