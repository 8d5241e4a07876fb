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
