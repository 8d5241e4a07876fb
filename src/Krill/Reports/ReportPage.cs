using System.Globalization;
using Krill.Charts;

namespace Krill.Reports;

/// <summary>The page of a report, from the result to how it came about.</summary>
internal abstract class ReportPage(ReportSubject subject, ReportPictures pictures)
{
    protected Markup Page { get; } = new();

    /// <summary>What the page is about: a name, and what it was trained on.</summary>
    protected abstract (string Name, string On) Heading { get; }

    /// <summary>Which random numbers there were, as the end of a sentence.</summary>
    protected abstract string Seeds { get; }

    /// <summary>The part that comes first: its place in the page, and its title.</summary>
    protected abstract (string Id, string Title) First { get; }

    /// <summary>The part that comes last; null for none.</summary>
    protected abstract (string Id, string Title)? Last { get; }

    /// <summary>How the network or the networks were chosen, or why nothing has been tested, in sentences.</summary>
    protected abstract string Choice { get; }

    public string Text()
    {
        Page.Add($"{PageStyle.Head($"{Heading.Name} {Heading.On}")}<body>");
        AddHeader();
        Page.AddRaw("<main>\n");
        Page.Add($"<section aria-labelledby=\"{First.Id}\"><h2 id=\"{First.Id}\">{First.Title}</h2>");
        AddFirst();
        Page.AddRaw("</section>\n");
        if (pictures.Matrix is { } matrix)
        {
            new ReportTestSections(subject, pictures, matrix, Page).Add();
        }

        new ReportTrainingSections(subject, pictures, Page).Add();
        AddLast();
        string version = subject.Asked.Version.Split('+')[0];
        Page.Add($"</main>\n<footer>Written by Krill {version}. The pictures are files of their own in the folder <code>{ReportFolder.PicturesName}</code> beside this page.</footer></body></html>");
        Page.AddRaw("\n");
        return Page.ToString();
    }

    /// <summary>The figures at the top.</summary>
    protected abstract void AddFigures();

    /// <summary>What stands below the title of the first part.</summary>
    protected abstract void AddFirst();

    /// <summary>The whole last part.</summary>
    protected abstract void AddLast();

    protected void AddFigure(string name, string figure, string note, string kind = "") =>
        Page.Add($"<div class=\"{kind}\"><dt>{name}</dt><dd>{figure}<small>{note}</small></dd></div>");

    /// <summary>The figure of the test, which stands out.</summary>
    protected void AddTestAccuracy(double accuracy, string more)
    {
        int images = subject.Data.Test.Count;
        AddFigure("Test accuracy", ReportFigures.Percent(accuracy), $"{ReportFigures.Count(Math.Round((1 - accuracy) * images))} of {ReportFigures.Count(images)} wrong{more}", "first");
    }

    protected void AddParameters(string whole)
    {
        int rest = subject.Model.ParameterCount - subject.Model.TrainableParameterCount;
        AddFigure("Trainable parameters", ReportFigures.Count(subject.Model.TrainableParameterCount), rest > 0 ? $"and {ReportFigures.Count(rest)} statistics{whole}" : $"all there are{whole}");
    }

    protected void AddCharts(string kind)
    {
        Page.Add($"<div class=\"{kind}\">");
        foreach ((_, LineChart chart) in pictures.Curves)
        {
            Page.Add($"<figure>{chart.Draw().Element()}</figure>");
        }

        Page.AddRaw("</div>");
    }

    void AddHeader()
    {
        Page.Add($"<header><h1>{Heading.Name} <span>{Heading.On}</span></h1>");
        string description = subject.Recipe.Description;
        string sentence = description.Length > 0 ? $"{char.ToUpperInvariant(description[0])}{description[1..]}. " : "";
        Page.Add($"<p class=\"muted\">{sentence}Trained on {subject.Asked.StartTime.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} UTC, {Seeds}.</p>");
        Page.AddRaw("<dl class=\"figures\">");
        AddFigures();
        Page.AddRaw("</dl>\n");
        AddContents();
        AddHonesty();
        Page.AddRaw("</header>\n");
    }

    void AddContents()
    {
        Page.Add($"<nav aria-label=\"Contents\"><a href=\"#{First.Id}\">{First.Title}</a>");
        Page.AddRaw(pictures.Matrix is null ? "" : "<a href=\"#mistakes\">Mistakes</a><a href=\"#classes\">Classes</a>");
        Page.AddRaw(pictures.Augmentation is null ? "" : "<a href=\"#augmentation\">Augmentation</a>");
        Page.AddRaw("<a href=\"#network\">Network</a><a href=\"#settings\">Settings</a>");
        if (Last is var (id, title))
        {
            Page.Add($"<a href=\"#{id}\">{title}</a>");
        }

        Page.AddRaw("</nav>");
    }

    void AddHonesty()
    {
        if (subject.TestAccuracy is not { } accuracy)
        {
            Page.Add($"<p class=\"note\">{Choice}</p>");
            return;
        }

        Page.Add($"<p class=\"note\">{Choice} The test images were evaluated once, after that; what this page shows of them are the predictions of that evaluation, and they chose nothing.");
        if (pictures.Matrix is { } matrix && matrix.Accuracy != accuracy)
        {
            Page.Add($" <strong>Computed for this page, {ReportFigures.Percent(matrix.Accuracy)} of them are correct, where the evaluation had {ReportFigures.Percent(accuracy)}: this machine, this version or the data is not the same.</strong>");
        }

        Page.AddRaw("</p>");
    }
}
