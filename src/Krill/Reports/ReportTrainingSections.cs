using Krill.Charts;

namespace Krill.Reports;

/// <summary>The parts of a report about the training: augmentation, network, settings, epochs.</summary>
internal sealed class ReportTrainingSections(ReportSubject subject, ReportPictures pictures, Markup page)
{
    const int MostRows = 200;

    public void Add()
    {
        AddAugmentation();
        AddNetwork();
        new ReportSettings(subject, page).Add();
        AddEpochs();
    }

    void AddAugmentation()
    {
        if (pictures.Augmentation is not { } sheet)
        {
            return;
        }

        page.AddRaw("<section aria-labelledby=\"augmentation\"><h2 id=\"augmentation\">Augmentation</h2>");
        page.Add($"<p>{AugmentationWords()}</p>");
        page.Add($"<figure><img class=\"sheet\" src=\"{ImageDisplay.DataUri(sheet)}\" width=\"{sheet.Width}\" height=\"{sheet.Height}\" alt=\"{(subject.Augmentation.Count > 0 ? "Training images, each followed by augmented versions of it" : "Images that the recipe adds")}\"/></figure></section>");
        page.AddRaw("\n");
    }

    string AugmentationWords()
    {
        int added = subject.Data.AddedImages;
        string which = added > 0 ? $"{ReportFigures.Count(added)} images that the recipe adds to the {ReportFigures.Count(subject.Data.OwnImages)} of its own" : "";
        string epochs = $"as they are, at the left, and what {AugmentationSamples.Epochs} epochs make of them; what is mixed is mixed among these.";
        return subject.Augmentation.Count == 0 ? $"The first of {which}." : added > 0 ? $"Of {which}, the first {epochs}" : $"Training images {epochs}";
    }

    void AddNetwork()
    {
        Drawing network = pictures.Network;
        Model model = subject.Model;
        page.AddRaw("<section aria-labelledby=\"network\"><h2 id=\"network\">Network</h2>");
        page.Add($"<p class=\"muted\">Name and parameters, kind and output shape of each layer; lines are where data flows.</p>");
        page.Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{network.Description}\"><figure>{network.Element(Math.Min(network.Width, Math.Max(320, network.Width * 0.75)))}</figure></div>");
        page.AddRaw("<details><summary>Summary table</summary><div class=\"scroll\"><table><thead><tr><th>layer</th><th>type</th><th>output shape</th><th class=\"n\">parameters</th><th>connected to</th></tr></thead><tbody>");
        foreach (SummaryRow row in model.SummaryRows)
        {
            page.Add($"<tr><th scope=\"row\">{row.Name}</th><td>{row.Type}</td><td>{row.OutputShape}</td><td class=\"n\">{ReportFigures.Count(row.Parameters)}</td><td>{string.Join(", ", row.ConnectedTo)}</td></tr>");
        }

        page.Add($"</tbody></table></div></details><p>{ReportFigures.Count(model.ParameterCount)} parameters: {ReportFigures.Count(model.TrainableParameterCount)} trainable, ");
        page.Add($"{ReportFigures.Count(model.ParameterCount - model.TrainableParameterCount)} not.</p></section>");
        page.AddRaw("\n");
    }

    void AddEpochs()
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
