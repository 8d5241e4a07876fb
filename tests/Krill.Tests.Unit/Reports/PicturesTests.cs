using System.Globalization;
using System.Xml.Linq;
using Krill.Callbacks;
using Krill.Charts;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Reports;

namespace Krill.Tests.Unit.Reports;

public sealed class PicturesTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(100)]
    public void Draw_ConfusionMatrix_NamesEveryClassTwiceAndHasACellForEveryPair(int classes)
    {
        ConfusionMatrix matrix = Matrix(classes);
        string[] names = [.. Enumerable.Range(0, classes).Select(i => $"<class> {i}")];

        string svg = ConfusionPicture.Draw("title", matrix, names).Document();

        var document = XDocument.Parse(svg);
        string[] texts = [.. document.Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Nodes().OfType<XText>().First().Value)];
        Assert.All(names, name => Assert.Equal(2, texts.Count(text => text == name)));
        int cells = document.Descendants().Where(element => element.Attribute("fill-opacity") is not null).Sum(path => path.Attribute("d")!.Value.Count(letter => letter == 'M'));
        Assert.Equal(2 * classes, cells);
        Assert.Equal(classes <= 20 ? classes : 0, texts.Count(text => text == "3"));
        Assert.InRange(svg.Length, 0, 100_000);
    }

    [Fact]
    public void Draw_AccuracyByClass_HasBarsAsLongAsTheShares()
    {
        var document = XDocument.Parse(ClassAccuracyPicture.Draw("title", Matrix(10), [.. Enumerable.Range(0, 10).Select(i => $"{i}")]).Document());

        double[] Widths(string kind) =>
            [.. document.Descendants().Where(element => (string?)element.Attribute("class") == kind).Select(bar => double.Parse(bar.Attribute("width")!.Value, CultureInfo.InvariantCulture))];
        Assert.Equal(Widths("k-track").Select(width => width * 3 / 4), Widths("k-f0"));
        Assert.Contains("75.0%, 1 of 4 wrong", document.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Settings_AreTheTypeAndItsProperties()
    {
        string sgd = SettingsText.Of(new SGD(0.1f) { Momentum = 0.9, Nesterov = true });
        Assert.StartsWith("SGD: ", sgd, StringComparison.Ordinal);
        Assert.All(["learning rate 0.1", "momentum 0.9", "nesterov yes"], setting => Assert.Contains(setting, sgd, StringComparison.Ordinal));
        Assert.DoesNotContain("iterations", sgd, StringComparison.Ordinal);
        Assert.Contains("patience 3", SettingsText.Of(new EarlyStopping { Patience = 3 }), StringComparison.Ordinal);
        Assert.Contains("label smoothing 0.1", SettingsText.Of(new CategoricalCrossentropy { LabelSmoothing = 0.1f }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(59.96, "1 min 00 s")]
    [InlineData(119.4, "1 min 59 s")]
    [InlineData(119.7, "2 min 00 s")]
    [InlineData(3599.4, "59 min 59 s")]
    [InlineData(3599.6, "1 h 00 min")]
    [InlineData(7169, "1 h 59 min")]
    [InlineData(7171, "2 h 00 min")]
    [InlineData(90_000, "25 h 00 min")]
    public void Duration_AtTheEdges_CarriesOver(double seconds, string expected) => Assert.Equal(expected, ReportFigures.Duration(seconds));

    [Fact]
    public void Escape_Text_IsReadBackAsItWas()
    {
        const string Text = "a < b & \"c\" > 'd' é 𝄞 \t\n";

        Assert.Equal(Text, XElement.Parse($"<t>{Markup.Escape(Text)}</t>").Value);
        Assert.Equal("\uFFFD", Markup.Escape("\ud800"));
    }

    /// <summary>Four images a class: three taken for what they are, one for the next class.</summary>
    static ConfusionMatrix Matrix(int classes)
    {
        int[] labels = [.. Enumerable.Range(0, 4 * classes).Select(i => i / 4)];
        float[] values = new float[labels.Length * classes];
        for (int i = 0; i < labels.Length; i++)
        {
            values[(i * classes) + ((labels[i] + (i % 4 == 0 ? 1 : 0)) % classes)] = 1;
        }

        return ConfusionMatrix.Of(new Predictions(values, classes), labels);
    }
}
