namespace Krill.Testing.Reference;

/// <summary>Convolution and matrix product: one sum for each output, in the order of their definitions.</summary>
internal static class ReferenceProducts
{
    public static ReferenceTensor Convolution(Graph.Convolution convolution, IReadOnlyList<ReferenceTensor> inputs, Shape shape)
    {
        ReferenceTensor x = inputs[0], kernel = inputs[1];
        (ReferenceWindow rows, ReferenceWindow columns) =
            ReferenceWindow.Of(x.Shape, shape, (kernel.Shape[0], kernel.Shape[1]), convolution.Strides, convolution.Padding);
        ReferenceTensor result = Biased(inputs, shape, x.Images);
        int channels = kernel.Shape[2], filters = kernel.Shape[3];
        for (int pixel = 0; pixel < result.Values.Length / filters; pixel++)
        {
            (int image, int place) = Math.DivRem(pixel, rows.Output * columns.Output);
            Span<double> output = result.Values.AsSpan(pixel * filters, filters);
            for (int i = 0; i < rows.Window * columns.Window; i++)
            {
                if (rows.Pixel(place / columns.Output, i / columns.Window) is { } row
                    && columns.Pixel(place % columns.Output, i % columns.Window) is { } column)
                {
                    ReadOnlySpan<double> input = x.Values.AsSpan((image * x.Length) + (((row * columns.Input) + column) * channels), channels);
                    AddProduct(input, kernel.Values.AsSpan(i * channels * filters, channels * filters), output);
                }
            }
        }

        return result;
    }

    public static ReferenceTensor MatrixProduct(IReadOnlyList<ReferenceTensor> inputs, Shape shape)
    {
        ReferenceTensor x = inputs[0], kernel = inputs[1];
        ReferenceTensor result = Biased(inputs, shape, x.Images);
        int features = kernel.Shape[0], units = kernel.Shape[1];
        for (int row = 0; row < x.Values.Length / features; row++)
        {
            AddProduct(x.Values.AsSpan(row * features, features), kernel.Values, result.Values.AsSpan(row * units, units));
        }

        return result;
    }

    /// <summary>The bias everywhere, or 0.</summary>
    static ReferenceTensor Biased(IReadOnlyList<ReferenceTensor> inputs, Shape shape, int images)
    {
        var result = ReferenceTensor.Zeros(shape, true, images);
        if (inputs.Count > 2)
        {
            for (int i = 0; i < result.Values.Length; i++)
            {
                result.Values[i] = inputs[2].Values[i % shape[^1]];
            }
        }

        return result;
    }

    static void AddProduct(ReadOnlySpan<double> input, ReadOnlySpan<double> kernel, Span<double> output)
    {
        for (int i = 0; i < input.Length; i++)
        {
            double factor = input[i];
            ReadOnlySpan<double> weights = kernel.Slice(i * output.Length, output.Length);
            for (int o = 0; o < output.Length; o++)
            {
                output[o] += factor * weights[o];
            }
        }
    }
}
