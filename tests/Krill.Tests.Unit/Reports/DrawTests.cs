using System.Xml.Linq;
using Krill.Charts;
using Krill.Data;
using Krill.Reports;
using Krill.Tests.Unit.Training;

namespace Krill.Tests.Unit.Reports;

/// <summary>The pictures that models, histories, matrices and mistakes draw of themselves.</summary>
public sealed class DrawTests
{
    static readonly History s_history = new([HistoryTests.Epoch(1, 90, 0.5, 2, 0.4), HistoryTests.Epoch(2, 0.5, 0.75, 0.5, 0.7), HistoryTests.Epoch(3, double.NaN, 0.8, 0.4, 0.8)]);

    [Fact]
    public void Draw_Model_HasItsNameUnlessThereIsATitle()
    {
        Symbol image = Symbol.Input(4);
        var model = new Model(image, image.Dense(3)) { Name = "<mine>" };

        Assert.Empty(new[] { "<mine>", "dense", "15", "(3)" }.Except(Texts(model.Draw())));
        Assert.Equal("Other", Texts(model.Draw("Other"))[0]);
    }

    [Fact]
    public void Chart_Loss_HasBothCurvesAndALogarithmicAxisWhereLossesAreFarApart()
    {
        LineChart chart = s_history.Chart(LearningCurve.Loss);

        Assert.Equal(("Loss", "epoch", true), (chart.Title, chart.X.Label, chart.Y.IsLogarithmic));
        Assert.Equal(["training", "validation"], chart.Series.Select(series => series.Name));
        Assert.Equal([90, 0.5, double.NaN], chart.Series[0].Y);
        Assert.Equal([2, 0.5, 0.4], chart.Series[1].Y);
        Assert.Empty(chart.Marks);
    }

    [Fact]
    public void Chart_AccuracyAndLearningRate_AreThoseOfTheEpochs()
    {
        LineChart accuracy = s_history.Chart(LearningCurve.Accuracy), rate = s_history.Chart(LearningCurve.LearningRate);

        Assert.Equal([0.5, 0.75, 0.8], accuracy.Series[0].Y);
        Assert.Equal([0.4, 0.7, 0.8], accuracy.Series[1].Y);
        Assert.True(accuracy.Y.IsPercentage);
        Assert.Equal([1, 2, 3.0], rate.Series.Single().X);
        Assert.All(rate.Series.Single().Y, number => Assert.Equal(0.001f, number));
    }

    [Fact]
    public void Chart_NoFigure_IsRefused() => Assert.StartsWith(
        "History.Chart, curve: ", Assert.Throws<ArgumentOutOfRangeException>(() => s_history.Chart((LearningCurve)3)).Message, StringComparison.Ordinal);

    [Fact]
    public void Draw_ConfusionMatrix_HasNumbersWithoutNames()
    {
        var matrix = ConfusionMatrix.Of(new Predictions([1, 0, 0, 1, 1, 0], 2), [0, 1, 1]);

        Assert.Equal(ConfusionPicture.Draw("Confusion matrix", matrix, ["0", "1"]).Document(), matrix.Draw().ToSvg());
        Assert.Equal(ConfusionPicture.Draw("Pets", matrix, ["cat", "dog"]).Document(), matrix.Draw(["cat", "dog"], "Pets").ToSvg());
        Assert.StartsWith(
            "ConfusionMatrix.Draw: received 3 class names; expected 2, one a class.",
            Assert.Throws<ArgumentException>(() => matrix.Draw(["a", "b", "c"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_Mistakes_ShowsEachWithWhatItIsAndWasTakenFor()
    {
        ImageSet images = Fixture.Images(6);

        Drawing drawing = Mistakes.Draw([new(4, 1, 2, 0.975f), new(0, 0, 1, 0.5f)], images);

        Assert.Equal(
            ["Mistakes", "Actual: b,", "Predicted: c", "97.50% sure, image 4", "Actual: a,", "Predicted: b", "50.00% sure, image 0"],
            Texts(drawing));
        string[] shown = [.. XDocument.Parse(drawing.ToSvg()).Descendants().Select(element => (string?)element.Attribute("href")).OfType<string>()];
        Assert.Equal([ImageDisplay.DataUri(ImageDisplay.Of(images, 4)), ImageDisplay.DataUri(ImageDisplay.Of(images, 0))], shown);
    }

    [Fact]
    public void Draw_NoMistakes_IsTheTitleAlone() => Assert.Equal(["None"], Texts(Mistakes.Draw([], Fixture.Images(1), "None")));

    [Theory]
    [InlineData(6, 0, 1)]
    [InlineData(0, 3, 1)]
    [InlineData(0, 0, -1)]
    public void Draw_MistakesOfOtherImages_AreRefused(int image, int actual, int predicted) => Assert.StartsWith(
        $"Mistakes.Draw: received image {image} of class {actual}, taken for {predicted}; expected images 0 to 5 and classes 0 to 2. Give the set that was predicted.",
        Assert.Throws<ArgumentException>(() => Mistakes.Draw([new(image, actual, predicted, 1)], Fixture.Images(6))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Save_Drawing_IsItsText()
    {
        using var folder = new TempFolder();
        Symbol image = Symbol.Input(4);
        Drawing drawing = new Model(image, image.Dense(3)).Draw();
        string path = folder["new/network.svg"];

        drawing.Save(path);

        Assert.Equal(drawing.ToSvg(), File.ReadAllText(path));
    }

    static string[] Texts(Drawing drawing) =>
        [.. XDocument.Parse(drawing.ToSvg()).Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Nodes().OfType<XText>().FirstOrDefault()?.Value ?? "")];
}
