using Krill.Charts;

namespace Krill.Reports;

/// <summary>The parts of a report about the training: augmentation, network, settings.</summary>
internal sealed class ReportTrainingSections(ReportSubject subject, ReportPictures pictures, Markup page)
{
    public void Add()
    {
        AddAugmentation();
        AddNetwork();
        new ReportSettings(subject, page).Add();
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
        SvgDrawing network = pictures.Network;
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
}
