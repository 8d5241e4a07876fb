using System.Globalization;
using Krill.Charts;

namespace Krill.Reports;

/// <summary>How often images of each class were taken for each class.</summary>
public sealed class ConfusionMatrix
{
    readonly int[] _counts;
    readonly int[] _images;

    ConfusionMatrix(int classes)
    {
        Classes = classes;
        _counts = new int[classes * classes];
        _images = new int[classes];
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>How many images there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many were taken for what they are.</summary>
    public int Correct => Enumerable.Range(0, Classes).Sum(i => this[i, i]);

    /// <summary>How many were taken for no class, because an output was no number. They are never correct.</summary>
    public int Unclassified { get; private set; }

    /// <summary>The share of the images that were taken for what they are, 0 to 1: <see cref="Correct"/> / <see cref="Count"/>.</summary>
    public double Accuracy => (double)Correct / Count;

    /// <summary>How many images of one class were taken for a class.</summary>
    /// <param name="actual">What they are: 0 to <see cref="Classes"/> - 1.</param>
    /// <param name="predicted">What they were taken for: 0 to <see cref="Classes"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int this[int actual, int predicted] => _counts[(Checked(actual) * Classes) + Checked(predicted)];

    /// <summary>How many images are of a class.</summary>
    /// <param name="actual">What they are: 0 to <see cref="Classes"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int ImagesOf(int actual) => _images[Checked(actual)];

    /// <summary>The accuracy on the images of a class (its recall), 0 to 1; null where there are none.</summary>
    /// <param name="actual">What they are: 0 to <see cref="Classes"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double? AccuracyOf(int actual) => ImagesOf(actual) is > 0 and int images ? (double)this[actual, actual] / images : null;

    /// <summary>The share of the images taken for a class that are of it (its precision), 0 to 1; null where none was taken for it.</summary>
    /// <param name="predicted">What they were taken for: 0 to <see cref="Classes"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double? PrecisionOf(int predicted)
    {
        int taken = Enumerable.Range(0, Classes).Sum(actual => this[actual, predicted]);
        return taken > 0 ? (double)this[predicted, predicted] / taken : null;
    }

    /// <summary>Counts a model's predictions: an image is taken for the class with the greatest output, the first of equals.</summary>
    /// <param name="predictions">The outputs for each image.</param>
    /// <param name="labels">The class of each image, 0 to the classes of the predictions - 1.</param>
    /// <exception cref="ArgumentException">There are not as many labels as predictions, or a label is of no class.</exception>
    public static ConfusionMatrix Of(Predictions predictions, ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        Mistakes.Check("ConfusionMatrix", predictions, labels);
        var matrix = new ConfusionMatrix(predictions.Classes) { Count = labels.Length };
        for (int image = 0; image < labels.Length; image++)
        {
            matrix._images[labels[image]]++;
            if (Mistakes.ClassOf(predictions, image) is { } predicted)
            {
                matrix._counts[(labels[image] * matrix.Classes) + predicted]++;
            }
            else
            {
                matrix.Unclassified++;
            }
        }

        return matrix;
    }

    /// <summary>Draws the matrix as a heat map: a row a class, its colours the shares of that row, with counts in the cells of up to 20 classes.</summary>
    /// <param name="classNames">What each class is called, as <c>ImageSet.ClassNames</c>; by default its number from 0.</param>
    /// <param name="title">What stands above; "Confusion matrix" by default.</param>
    /// <exception cref="ArgumentException">There are not as many names as classes.</exception>
    public Drawing Draw(IReadOnlyList<string>? classNames = null, string title = "Confusion matrix")
    {
        ArgumentNullException.ThrowIfNull(title);
        classNames ??= [.. Enumerable.Range(0, Classes).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        return classNames.Count == Classes
            ? ConfusionPicture.Draw(title, this, classNames)
            : throw new ArgumentException($"ConfusionMatrix.Draw: received {classNames.Count} class names; expected {Classes}, one a class.", nameof(classNames));
    }

    int Checked(int index) => (uint)index < (uint)Classes
        ? index
        : throw new ArgumentOutOfRangeException(nameof(index), $"ConfusionMatrix: received class {index}; expected 0 to {Classes - 1}.");
}
