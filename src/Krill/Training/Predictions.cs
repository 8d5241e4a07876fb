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
