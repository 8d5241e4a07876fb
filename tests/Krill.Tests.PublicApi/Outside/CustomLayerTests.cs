using Krill;
using Krill.Data;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Samples;

namespace Outside;

public sealed class CustomLayerTests
{
    static readonly float[] s_pixels = [-2, 3, 4, -8];

    [Fact]
    public void Predict_WithGivenWeights_IsTheFormula()
    {
        var layer = new ParametricReLU();
        Model model = Over(layer);
        new float[] { 0.5f, -0.125f }.CopyTo(layer.Parameters.Single().Values);

        Predictions outputs = model.Predict(Images());

        Assert.Equal([-1, 3, 4, 1], outputs.Values.ToArray());
    }

    [Fact]
    public void Fit_OneStep_ChangesTheParameterByItsGradient()
    {
        var layer = new ParametricReLU();
        Model model = Over(layer);

        // p = (-2 · 0.25, 3), t = (1, 0): the gradient of the first alpha is (p - t) · -2 = 3, of the second 0, as its input is positive.
        model.Compile(new SGD(0.5f), Loss.MeanSquaredError);
        model.Fit(Images().Take(1), new FitOptions { BatchSize = 1 });

        Assert.Equal([0.25f - (0.5f * 3), 0.25f], layer.Parameters.Single().Values.ToArray());
    }

    [Fact]
    public void Apply_TwoCustomLayers_ComposeExactly()
    {
        var prelu = new ParametricReLU();
        var affine = new Affine();
        Symbol image = Symbol.Input(1, 1, 2);
        var model = new Model(image, image.Apply(prelu).Apply(affine).Flatten());
        new float[] { 2, -1 }.CopyTo(affine.Parameters[0].Values);
        new float[] { 0.5f, 10 }.CopyTo(affine.Parameters[1].Values);

        Assert.Equal([(-0.5f * 2) + 0.5f, -3 + 10, (4 * 2) + 0.5f, (-2 * -1) + 10], model.Predict(Images()).Values.ToArray());
    }

    [Fact]
    public void Apply_InTwoPlaces_SharesTheParameter()
    {
        var layer = new ParametricReLU();
        Symbol image = Symbol.Input(4, 4, 3);

        var model = new Model(image, image.Apply(layer).Add(image.Rescaling(-1).Apply(layer)));

        Assert.Equal(3, model.ParameterCount);
        Assert.Equal(3, model.TrainableParameterCount);
        Assert.Same(layer.Parameters.Single(), model.Parameters.Single());
    }

    [Fact]
    public void Apply_ToAnotherNumberOfChannels_IsAProblemOfTheModel()
    {
        var layer = new ParametricReLU();
        Symbol image = Symbol.Input(4, 4, 3);

        var exception = Assert.Throws<ShapeException>(() => new Model(image, image.Apply(layer).Conv2D(2, 1).Apply(layer)));

        Assert.Equal("parametric_re_lu (ParametricReLU): received (4, 4, 2); expected 3 channels, as in the first place where the layer was applied.", exception.Message);
    }

    [Fact]
    public void Summary_WithCustomLayers_ShowsThem()
    {
        Symbol image = Symbol.Input(4, 4, 3);
        var model = new Model(image, image.Apply(new ParametricReLU()).Apply(new ParametricReLU { Name = "second" }).Apply(new Affine()));

        string[] lines = model.Summary(100).Split(Environment.NewLine);

        Assert.Contains($"{"parametric_re_lu (ParametricReLU)",-45}{"(None, 4, 4, 3)",-40}3", lines);
        Assert.Contains($"{"second (ParametricReLU)",-45}{"(None, 4, 4, 3)",-40}3", lines);
        Assert.Contains($"{"affine (Affine)",-45}{"(None, 4, 4, 3)",-40}6", lines);
        Assert.Contains("Trainable params: 12", lines);
    }

    /// <summary>A model of the layer over images of one pixel with two channels, whose outputs are the two channels.</summary>
    static Model Over(Layer layer)
    {
        Symbol image = Symbol.Input(1, 1, 2);
        return new Model(image, image.Apply(layer).Flatten());
    }

    static ImageSet Images() => ImageSet.FromFloats(s_pixels, [0, 1], new ImageShape(1, 1, 2));
}
