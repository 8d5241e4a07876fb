using Krill.Charts;
using Krill.Files;
using Krill.Images;

namespace Krill.Reports;

/// <summary>Everything that a report shows as a picture.</summary>
internal sealed class ReportPictures
{
    const int MostTiles = 40, MostConfident = 20;

    /// <param name="subject">What they are about.</param>
    /// <param name="curves">The charts, each with the name of its file.</param>
    /// <param name="predictions">The outputs for the test images; null where these have not been looked at.</param>
    public ReportPictures(ReportSubject subject, IReadOnlyList<(string Name, LineChart Chart)> curves, Predictions? predictions)
    {
        Curves = curves;
        Network = NetworkPicture.Draw($"The network of {subject.Recipe.Name}", subject.Model);
        Augmentation = subject.Augmentation.Count > 0 || subject.Data.AddedImages > 0
            ? AugmentationSamples.Draw(subject.Data.Shown, subject.Augmentation, subject.Asked.Seed)
            : null;
        if (predictions is not null)
        {
            ReadOnlySpan<int> labels = subject.Data.Test.Labels;
            Matrix = ConfusionMatrix.Of(predictions, labels);
            Confusion = ConfusionPicture.Draw("Confusion matrix of the test images", Matrix, subject.ClassNames);
            ClassAccuracy = ClassAccuracyPicture.Draw("Accuracy by class on the test images", Matrix, subject.ClassNames);
            IReadOnlyList<Mistake> mistakes = Mistakes.All(predictions, labels);
            ByClass = Mistakes.Tiles([.. Mistakes.OnePerClass(mistakes, subject.Asked.Seed).OrderBy(mistake => Rank(mistake.Actual)).Take(MostTiles).OrderBy(mistake => mistake.Actual)], subject.Data.Test);
            Confident = Mistakes.Tiles(Mistakes.MostConfident(mistakes, MostConfident), subject.Data.Test);
        }

        // Where there is no room for all classes, those that are known worst.
        double Rank(int actual) => Matrix.Classes <= MostTiles ? actual : Matrix.AccuracyOf(actual) ?? 1;
    }

    public IReadOnlyList<(string Name, LineChart Chart)> Curves { get; }

    public SvgDrawing Network { get; }

    /// <summary>Training images as they are and as augmented, or those that the recipe adds; null where there is neither.</summary>
    public Picture? Augmentation { get; }

    /// <summary>What was taken for what; null, as all below, where the test images have not been looked at.</summary>
    public ConfusionMatrix? Matrix { get; }

    public SvgDrawing? Confusion { get; }

    public SvgDrawing? ClassAccuracy { get; }

    public IReadOnlyList<Tile> ByClass { get; } = [];

    public IReadOnlyList<Tile> Confident { get; } = [];

    /// <summary>Writes each picture as a file of its own.</summary>
    /// <exception cref="IOException">One could not be written. The message names the path.</exception>
    public void Save(string folder)
    {
        foreach ((string name, LineChart chart) in Curves)
        {
            Save(folder, name, chart.Draw());
        }

        Save(folder, "network", Network);
        Save(folder, "confusion-matrix", Confusion);
        Save(folder, "accuracy-by-class", ClassAccuracy);
        Save(folder, "mistakes-by-class", ByClass.Count > 0 ? TileGrid.Draw("Mistakes, one for each class", ByClass) : null);
        Save(folder, "most-confident-mistakes", Confident.Count > 0 ? TileGrid.Draw("The most confident mistakes", Confident) : null);
        string augmentation = Path.Combine(folder, "augmentation.png");
        if (Augmentation is not null)
        {
            PngFile.Write(augmentation, Augmentation);
        }
        else
        {
            Remove(augmentation);
        }
    }

    static void Save(string folder, string name, SvgDrawing? drawing)
    {
        string path = Path.Combine(folder, $"{name}.svg");
        if (drawing is not null)
        {
            AtomicFile.WriteText(path, drawing.Document());
        }
        else
        {
            Remove(path);
        }
    }

    /// <summary>A picture of an earlier report would contradict this one.</summary>
    static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // There has been no report.
        }
    }
}
