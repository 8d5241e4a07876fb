using Krill;
using Krill.Callbacks;
using Krill.Data;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;

namespace Outside;

/// <summary>Trainings that are small enough to work out by hand: one image a step, in order, on the mean squared error.</summary>
static class Steps
{
    /// <summary>A weight for each of two classes, of an image that is one pixel: p = w · x, and the gradient of w is (p - t) · x.</summary>
    public static (Model Model, Parameter Weights) TwoWeights(params ReadOnlySpan<float> weights)
    {
        var dense = new Dense(2) { UseBias = false };
        Symbol image = Symbol.Input(1, 1, 1);
        var model = new Model(image, dense.Apply(image.Flatten()));
        Parameter kernel = dense.Parameters.Single();
        weights.CopyTo(kernel.Values);
        return (model, kernel);
    }

    /// <summary>Images of one pixel.</summary>
    public static ImageSet Pixels(params (float Pixel, int Label)[] images) => ImageSet.FromFloats(
        [.. images.Select(image => image.Pixel)], [.. images.Select(image => image.Label)], new ImageShape(1, 1, 1), ["first", "second"]);

    public static History Train(Model model, Optimizer optimizer, ImageSet images, params Callback[] callbacks) =>
        Train(model, optimizer, images, epochs: 1, callbacks);

    public static History Train(Model model, Optimizer optimizer, ImageSet images, int epochs, params Callback[] callbacks)
    {
        var options = new FitOptions { Epochs = epochs, BatchSize = 1, Shuffle = false, Threads = 1 };
        foreach (Callback callback in callbacks)
        {
            options.Callbacks.Add(callback);
        }

        model.Compile(optimizer, Loss.MeanSquaredError);
        return model.Fit(images, options);
    }
}
