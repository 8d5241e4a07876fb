using Krill.Charts;
using Krill.Data;

namespace Krill.Reports;

/// <summary>Finds the images that a model takes for what they are not.</summary>
public static class Mistakes
{
    // "MISTAKE"
    const ulong Stream = 0x4D495354414B4500;

    /// <summary>All mistakes, in the order of the images. Images with an output that is no number are none: they are taken for nothing.</summary>
    /// <param name="predictions">The outputs for each image.</param>
    /// <param name="labels">The class of each image.</param>
    /// <exception cref="ArgumentException">There are not as many labels as predictions, or a label is of no class.</exception>
    public static IReadOnlyList<Mistake> All(Predictions predictions, ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        Check("Mistakes", predictions, labels);
        var mistakes = new List<Mistake>();
        for (int image = 0; image < labels.Length; image++)
        {
            if (ClassOf(predictions, image) is { } predicted && predicted != labels[image])
            {
                mistakes.Add(new Mistake(image, labels[image], predicted, predictions[image, predicted]));
            }
        }

        return mistakes;
    }

    /// <summary>One mistake for each class that has any, drawn at random, in the order of the classes.</summary>
    /// <param name="mistakes">All mistakes.</param>
    /// <param name="seed">The key of the draw: the same seed draws the same ones; 0 by default.</param>
    public static IReadOnlyList<Mistake> OnePerClass(IReadOnlyList<Mistake> mistakes, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(mistakes);
        ulong key = CounterRandom.Key(seed, Stream);
        return
        [
            .. mistakes
                .GroupBy(mistake => mistake.Actual)
                .OrderBy(ofClass => ofClass.Key)
                .Select(ofClass => ofClass.ElementAt(CounterRandom.Below(key, (ulong)ofClass.Key, ofClass.Count()))),
        ];
    }

    /// <summary>The mistakes that were made with the greatest outputs, the greatest first, the first image of equals.</summary>
    /// <param name="mistakes">All mistakes.</param>
    /// <param name="count">How many at most, at least 0.</param>
    public static IReadOnlyList<Mistake> MostConfident(IReadOnlyList<Mistake> mistakes, int count)
    {
        ArgumentNullException.ThrowIfNull(mistakes);
        return [.. mistakes.OrderByDescending(mistake => mistake.Confidence).ThenBy(mistake => mistake.Image).Take(count)];
    }

    /// <summary>Draws mistakes side by side, five a row, each with what it is, what it was taken for and how sure that was: "Actual: 4, Predicted: 9".</summary>
    /// <remarks>Images are shown without their normalization, and those of more than 64 pixels made smaller; a second channel, and any behind the third, are not shown.</remarks>
    /// <param name="mistakes">Which, in this order; of many choose some by <see cref="OnePerClass"/> or <see cref="MostConfident"/>.</param>
    /// <param name="images">The images that were predicted: they, and the names of their classes, are shown.</param>
    /// <param name="title">What stands above; "Mistakes" by default.</param>
    /// <exception cref="ArgumentException">The set has no such image, or no such class.</exception>
    public static Drawing Draw(IReadOnlyList<Mistake> mistakes, ImageSet images, string title = "Mistakes")
    {
        ArgumentNullException.ThrowIfNull(mistakes);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(title);
        foreach (Mistake mistake in mistakes)
        {
            if ((uint)mistake.Image >= (uint)images.Count || (uint)mistake.Actual >= (uint)images.Classes || (uint)mistake.Predicted >= (uint)images.Classes)
            {
                throw new ArgumentException(
                    $"Mistakes.Draw: received image {mistake.Image} of class {mistake.Actual}, taken for {mistake.Predicted}; expected images 0 to {images.Count - 1} and classes "
                    + $"0 to {images.Classes - 1}. Give the set that was predicted.", nameof(mistakes));
            }
        }

        return TileGrid.Draw(title, Tiles(mistakes, images));
    }

    /// <summary>Each mistake as a picture with words.</summary>
    internal static Tile[] Tiles(IReadOnlyList<Mistake> mistakes, ImageSet images) =>
    [
        .. mistakes.Select(mistake => new Tile(
            ImageDisplay.Of(images, mistake.Image),
            [
                $"Actual: {images.ClassNames[mistake.Actual]},",
                $"Predicted: {images.ClassNames[mistake.Predicted]}",
                $"{ReportFigures.Percent(mistake.Confidence)} sure, image {mistake.Image}",
            ])),
    ];

    /// <summary>The class that an image is taken for; null where an output is no number, as the losses have it.</summary>
    internal static int? ClassOf(Predictions predictions, int image)
    {
        foreach (float value in predictions.Row(image))
        {
            if (float.IsNaN(value))
            {
                return null;
            }
        }

        return predictions.ArgMax(image);
    }

    internal static void Check(string where, Predictions predictions, ReadOnlySpan<int> labels)
    {
        if (predictions.Count != labels.Length)
        {
            throw new ArgumentException($"{where}: received the predictions for {predictions.Count} images and {labels.Length} labels; expected as many of each.");
        }

        for (int image = 0; image < labels.Length; image++)
        {
            if ((uint)labels[image] >= (uint)predictions.Classes)
            {
                throw new ArgumentException($"{where}: received label {labels[image]} for image {image}; expected 0 to {predictions.Classes - 1}, as the predictions have {predictions.Classes} classes.");
            }
        }
    }
}
