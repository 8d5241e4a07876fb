using Krill.Graph;

namespace Krill;

public sealed partial class Symbol
{
    /// <summary>The product with a matrix, for layers to be composed of: y[…, unit] = bias[unit] + Σ x[…, i] · kernel[i, unit].</summary>
    /// <param name="kernel">The symbol of a parameter of shape (inputs, units).</param>
    /// <param name="bias">The symbol of a parameter of shape (units), or none (default).</param>
    /// <returns>A symbol of shape (…, units).</returns>
    public Symbol MatrixProduct(Symbol kernel, Symbol? bias = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Symbol[] inputs = bias is null ? [this, kernel] : [this, kernel, bias];
        if (DescribeBatchedParameters(inputs) is { } problem)
        {
            return Misfit(inputs, [problem]);
        }

        if (Shape is null || Shape.Rank < 2 || kernel.Shape is not { Rank: 2 })
        {
            return Of(new MatrixProduct(), inputs);
        }

        // A product at each place of the other axes is a convolution whose window is one pixel.
        Symbol pixels = Of(new Reshape(new Shape(1, Shape.Elements / Shape[^1], Shape[^1])), this);
        Symbol window = Of(new Reshape(new Shape(1, 1, kernel.Shape[0], kernel.Shape[1])), kernel);
        Symbol product = pixels.Convolution(window, 1, Padding.Valid, bias);
        return product.Shape is null ? product : Of(new Reshape(new Shape([.. Shape.SkipLast(1), kernel.Shape[1]])), product);
    }

    /// <summary>
    /// Convolution with a kernel, for layers to be composed of: y[row, column, filter] = bias[filter] + Σ x[row · stride + i - top, column · stride +
    /// j - left, channel] · kernel[i, j, channel, filter].
    /// </summary>
    /// <param name="kernel">The symbol of a parameter of shape (window height, window width, channels, filters).</param>
    /// <param name="strides">Pixels from one window to the next, at least 1; 1 by default.</param>
    /// <param name="padding">What the window meets at the edge; <see cref="Padding.Valid"/> by default.</param>
    /// <param name="bias">The symbol of a parameter of shape (filters), or none (default).</param>
    /// <returns>A symbol of shape (new height, new width, filters).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The strides are less than 1.</exception>
    public Symbol Convolution(Symbol kernel, Size2D? strides = null, Padding padding = Padding.Valid, Symbol? bias = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Size2D steps = Require.Positive(strides ?? 1, nameof(Convolution), "strides", nameof(strides));
        Require.Defined(padding, nameof(Convolution), "padding", nameof(padding));
        Symbol[] inputs = bias is null ? [this, kernel] : [this, kernel, bias];
        return DescribeBatchedParameters(inputs) is { } problem
            ? Misfit(inputs, [problem])
            : Of(new Convolution(steps.Height, steps.Width, padding), inputs);
    }

    static string? DescribeBatchedParameters(Symbol[] inputs) => inputs.Skip(1).Any(input => input.IsBatched && input.Shape is not null)
        ? "received a kernel or bias with a value per image; expected symbols of parameters."
        : null;
}
