using Krill.Graph;

namespace Krill.Testing.Reference;

/// <summary>Pooling; padding takes no part in it.</summary>
internal static class ReferencePooling
{
    /// <summary>The first greatest of each window.</summary>
    public static ReferenceTensor Maximum(MaxPool pool, ReferenceTensor x, ReferenceTensor pieces, Shape shape) =>
        Pool(x, shape, (pool.Window, pool.Strides, pool.Padding), window => x.Values[window.MaxBy(element => pieces.Values[element])]);

    public static ReferenceTensor Mean(AveragePool pool, ReferenceTensor x, Shape shape) =>
        Pool(x, shape, (pool.Window, pool.Strides, pool.Padding), window => window.Average(element => x.Values[element]));

    /// <summary>Calls <paramref name="combine"/> with the places of each window's elements, row by row.</summary>
    static ReferenceTensor Pool(ReferenceTensor x, Shape shape, (Size2D Window, Size2D Strides, Padding Padding) pool, Func<List<int>, double> combine)
    {
        (ReferenceWindow rows, ReferenceWindow columns) = ReferenceWindow.Of(x.Shape, shape, pool.Window, pool.Strides, pool.Padding);
        var result = ReferenceTensor.Zeros(shape, true, x.Images);
        int channels = shape[2];
        var window = new List<int>();
        for (int output = 0; output < result.Values.Length; output++)
        {
            (int image, int element) = Math.DivRem(output, shape.Elements);
            int pixel = element / channels;
            window.Clear();
            for (int i = 0; i < rows.Window * columns.Window; i++)
            {
                if (rows.Pixel(pixel / columns.Output, i / columns.Window) is { } row
                    && columns.Pixel(pixel % columns.Output, i % columns.Window) is { } column)
                {
                    window.Add((image * x.Length) + (((row * columns.Input) + column) * channels) + (element % channels));
                }
            }

            result.Values[output] = combine(window);
        }

        return result;
    }
}
