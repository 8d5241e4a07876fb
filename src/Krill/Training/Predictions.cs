using Krill.Ensembles;
using Krill.Reports;

namespace Krill;

/// <summary>A model's outputs for a set of images: a matrix of images × classes.</summary>
public sealed class Predictions
{
    readonly float[] _values;

    internal Predictions(float[] values, int classes)
    {
        _values = values;
        Classes = classes;
    }

    /// <summary>How many images there are.</summary>
    public int Count => _values.Length / Classes;

    /// <summary>How many numbers an image has: the classes.</summary>
    public int Classes { get; }

    /// <summary>All numbers, image after image.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The output of one image for one class.</summary>
    /// <param name="image">0 to <see cref="Count"/> - 1.</param>
    /// <param name="class">0 to <see cref="Classes"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image or class.</exception>
    public float this[int image, int @class] => Row(image)[Checked(@class, Classes, "class")];

    /// <summary>The outputs of one image.</summary>
    /// <param name="image">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ReadOnlySpan<float> Row(int image) => _values.AsSpan(Checked(image, Count, "image") * Classes, Classes);

    /// <summary>The mean of what several models say of the same images, number by number: an ensemble of one's own.</summary>
    /// <remarks>Σ p / n, summed in double precision in the order given and rounded to float once, as ensembles of a recipe have it. A NaN of one model is a NaN of all.</remarks>
    /// <param name="predictions">The outputs of each model for the same images in the same order, at least one; gone through once, so they may be computed on the way.</param>
    /// <returns>The mean, with as many images and classes as each.</returns>
    /// <exception cref="ArgumentException">There are none, or they differ in images or classes.</exception>
    public static Predictions Average(IEnumerable<Predictions> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        AveragedPredictions? sum = null;
        Predictions? mean = null;
        int members = 0;
        foreach (Predictions member in predictions)
        {
            ArgumentNullException.ThrowIfNull(member, nameof(predictions));
            mean ??= member;
            if ((member.Count, member.Classes) != (mean.Count, mean.Classes))
            {
                throw new ArgumentException(
                    $"Predictions.Average: received {member.Count} images of {member.Classes} classes in predictions {members}; expected {mean.Count} of {mean.Classes}, "
                    + "as in the first. Predict the same images with every model.", nameof(predictions));
            }

            sum ??= new AveragedPredictions(member.Count, member.Classes);
            mean = sum.Add(member);
            members++;
        }

        return mean ?? throw new ArgumentException("Predictions.Average: received no predictions; expected those of at least one model.", nameof(predictions));
    }

    /// <summary>The class with the greatest output for each image, the first of equals, in the order of the images.</summary>
    public int[] ArgMax()
    {
        int[] classes = new int[Count];
        for (int image = 0; image < classes.Length; image++)
        {
            classes[image] = ArgMax(image);
        }

        return classes;
    }

    /// <summary>The share of the images whose class has the greatest output, 0 to 1, as <see cref="Model"/>'s <c>Evaluate</c> counts it.</summary>
    /// <remarks>Of equal outputs the first class counts. An image with an output that is NaN is never correct.</remarks>
    /// <param name="labels">The class of each image, 0 to <see cref="Classes"/> - 1: <c>ImageSet.Labels</c>.</param>
    /// <exception cref="ArgumentException">There are not as many labels as images, or a label is of no class.</exception>
    public double Accuracy(ReadOnlySpan<int> labels)
    {
        Mistakes.Check("Predictions.Accuracy", this, labels);
        int correct = 0;
        for (int image = 0; image < labels.Length; image++)
        {
            correct += IsCorrect(image, labels[image]) ? 1 : 0;
        }

        return (double)correct / labels.Length;
    }

    /// <summary>The class with the greatest output for an image, the first of equals.</summary>
    /// <param name="image">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public int ArgMax(int image)
    {
        ReadOnlySpan<float> row = Row(image);
        int greatest = 0;
        for (int i = 1; i < row.Length; i++)
        {
            if (row[i] > row[greatest])
            {
                greatest = i;
            }
        }

        return greatest;
    }

    /// <summary>Whether the class with the greatest output is a class; as the losses have it, an output with a NaN is never correct.</summary>
    internal bool IsCorrect(int image, int label)
    {
        foreach (float value in Row(image))
        {
            if (float.IsNaN(value))
            {
                return false;
            }
        }

        return ArgMax(image) == label;
    }

    static int Checked(int index, int count, string what) => (uint)index < (uint)count
        ? index
        : throw new ArgumentOutOfRangeException(nameof(index), $"Predictions: received {what} {index}; expected 0 to {count - 1}.");
}
