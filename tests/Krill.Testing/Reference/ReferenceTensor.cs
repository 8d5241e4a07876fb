namespace Krill.Testing.Reference;

/// <summary>A tensor in double precision: a value for each image, image after image, or one for all of them.</summary>
/// <param name="Shape">The shape of one image's value.</param>
/// <param name="IsBatched">Whether there is a value for each image.</param>
/// <param name="Values">The numbers, the last axis innermost.</param>
internal sealed record ReferenceTensor(Shape Shape, bool IsBatched, double[] Values)
{
    /// <summary>Numbers of one image.</summary>
    public int Length => Shape.Elements;

    /// <summary>How many images' values there are; 1 where one is for all.</summary>
    public int Images => Values.Length / Length;

    /// <summary>A number of an image, or of what is one for all images.</summary>
    public double At(int image, int element) => Values[((IsBatched ? image : 0) * Length) + element];

    /// <summary>f of each number.</summary>
    public ReferenceTensor Select(Func<double, double> f) => this with { Values = [.. Values.Select(f)] };

    /// <summary>f of each number and the number at the same place of <paramref name="other"/>.</summary>
    public ReferenceTensor Zip(ReferenceTensor other, Func<double, double, double> f) =>
        this with { Values = [.. Values.Zip(other.Values, f)] };

    public static ReferenceTensor Zeros(Shape shape, bool isBatched, int images) =>
        new(shape, isBatched, new double[shape.Elements * (isBatched ? images : 1)]);

    public static ReferenceTensor Of(Shape shape, bool isBatched, ReadOnlySpan<float> values)
    {
        var numbers = new double[values.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = values[i];
        }

        return new ReferenceTensor(shape, isBatched, numbers);
    }
}
