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

    [Fact]
    public void Of_SettingsWithSettings_ShowTheseToo()
    {
        Assert.Equal(
            "ScheduledLearningRate: schedule Repeated (schedule PiecewiseLinear (points ((0, 0.1); (0.2, 1); (1, 0)), unit Training), times 5)",
            SettingsText.Of(new ScheduledLearningRate(new Repeated(new PiecewiseLinear([(0, 0.1), (0.2, 1), (1, 0)]), 5))));
        Assert.Equal(
            "ScheduledMomentum: schedule Warmup (schedule CosineDecay (length 1, unit Training, alpha 0), length 2, unit Epochs, from 0)",
            SettingsText.Of(new ScheduledMomentum(new Warmup(new CosineDecay(), 2, ScheduleUnit.Epochs))));
        Assert.Contains("scale function of its own", SettingsText.Of(new ScheduledLearningRate(new Cyclic(0, 1, 2, ScheduleUnit.Epochs) { ScaleFunction = cycle => 1 / cycle })), StringComparison.Ordinal);
        Assert.Equal("ParameterFreezing: epochs 3", SettingsText.Of(new ParameterFreezing(_ => true, 3)));
    }

    [Fact]
    public void Of_OptimizersOfOptimizers_ShowAllOfThem()
    {
        var grouped = new GroupedOptimizer(new SGD(0.1f), [new ParameterGroup("biases", _ => true, new SGD(0.2f) { Momentum = 0.5 }), new ParameterGroup("head", _ => true, new SGD(0.3f))]);

        string text = SettingsText.Of(new Lookahead(grouped) { SyncPeriod = 7 });

        Assert.StartsWith("Lookahead: sync period 7, ", text, StringComparison.Ordinal);
        Assert.Contains("inner GroupedOptimizer (rest SGD (", text, StringComparison.Ordinal);
        Assert.Contains("groups (biases: SGD (momentum 0.5, nesterov no, weight decay 0, is decay coupled no, learning rate 0.2, decay 0); head: SGD (", text, StringComparison.Ordinal);
        Assert.Contains("momentum schedule CosineDecay (length 1", SettingsText.Of(new ExponentialMovingAverage(new SGD()) { MomentumSchedule = new CosineDecay() }), StringComparison.Ordinal);
    }

    [Fact]
    public void AtStart_AnotherRate_IsThatOfThoseWithinToo()
    {
        Lookahead Optimizer() => new(new GroupedOptimizer(new SGD(0.1f), [new ParameterGroup("head", _ => true, new SGD(0.2f))]));

        string own = SettingsText.AtStart(Optimizer(), 0.1f), other = SettingsText.AtStart(Optimizer(), 0.05f);

        Assert.Equal([0.1, 0.2, 0.1, 0.1], Rates(own));
        Assert.Equal([0.05, 0.1, 0.05, 0.05], Rates(other));
        static double[] Rates(string text) =>
            [.. text.Split("learning rate ").Skip(1).Select(rest => double.Parse(rest.Split(',', ')')[0], CultureInfo.InvariantCulture))];
    }

    [Fact]
    public void Of_LongLists_AreCut()
    {
        string text = SettingsText.Of(new PiecewiseConstant([.. Enumerable.Range(0, 20).Select(i => ((double)i, 1.0))]));

        Assert.Contains("points ((0, 1); (1, 1); (2, 1); (3, 1); (4, 1); (5, 1); (6, 1); (7, 1); and 12 more)", text, StringComparison.Ordinal);
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
