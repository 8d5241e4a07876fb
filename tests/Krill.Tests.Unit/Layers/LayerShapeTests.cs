using Krill.Initializers;
using Krill.Layers;

namespace Krill.Tests.Unit.Layers;

public sealed class LayerShapeTests
{
    static readonly Symbol s_image = Symbol.Input(28, 29, 3);

    public static TheoryData<string, Symbol, int[]> Outputs => new()
    {
        { "Conv2D, valid", s_image.Conv2D(8, 3), [26, 27, 8] },
        { "Conv2D, valid, strides", s_image.Conv2D(8, 3, 2), [13, 14, 8] },
        { "Conv2D, valid, two sizes", s_image.Conv2D(8, (1, 7), (3, 2)), [10, 12, 8] },
        { "Conv2D, same", s_image.Conv2D(8, 7, padding: Padding.Same), [28, 29, 8] },
        { "Conv2D, same, strides", s_image.Conv2D(8, 3, 4, Padding.Same), [7, 8, 8] },
        { "Conv2D, activation", s_image.Conv2D(8, 3, activation: ActivationFunction.Softmax), [26, 27, 8] },
        { "Dense, image", s_image.Dense(5), [28, 29, 5] },
        { "Dense, rows", s_image.Reshape(28, 87).Dense(5), [28, 5] },
        { "Dense, vector", s_image.Flatten().Dense(5), [5] },
        { "MaxPooling2D, default", s_image.MaxPooling2D(), [14, 14, 3] },
        { "MaxPooling2D, same", s_image.MaxPooling2D(2, padding: Padding.Same), [14, 15, 3] },
        { "MaxPooling2D, strides", s_image.MaxPooling2D(3, 1), [26, 27, 3] },
        { "AveragePooling2D, default", s_image.AveragePooling2D(), [14, 14, 3] },
        { "AveragePooling2D, pair", s_image.AveragePooling2D((4, 29)), [7, 1, 3] },
        { "GlobalAveragePooling2D", s_image.GlobalAveragePooling2D(), [3] },
        { "GlobalMaxPooling2D", s_image.GlobalMaxPooling2D(), [3] },
        { "Flatten", s_image.Flatten(), [28 * 29 * 3] },
        { "Reshape", s_image.Reshape(29, 84), [29, 84] },
        { "Reshape, the rest", s_image.Reshape(7, -1, 3), [7, 116, 3] },
        { "Concatenate, channels", s_image.Concatenate(s_image.Conv2D(5, 1)), [28, 29, 8] },
        { "Concatenate, rows", s_image.Concatenate(s_image.MaxPooling2D((2, 1)), axis: 0), [42, 29, 3] },
        { "Add, parameter first", new ParameterFirst().Apply(s_image), [28, 29, 3] },
        { "WholeMinimum", s_image.WholeMinimum(), [] },
        { "MinMaxNormalization", s_image.MinMaxNormalization(), [28, 29, 3] },
        { "MatrixProduct", s_image.MatrixProduct(Kernel(3, 4)), [28, 29, 4] },
        { "Convolution", s_image.Convolution(Kernel(3, 3, 3, 4), 2, Padding.Same), [14, 15, 4] },
    };

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Apply_EachLayer_HasKerasShape(string name, Symbol output, int[] expected)
    {
        Assert.True(output.Shape is not null, $"{name}: {string.Join(" ", output.Problems)}");
        Assert.Equal(new Shape(expected), output.Shape);
    }

    [Fact]
    public void WholeMinimum_Applied_IsOneForTheBatch() => Assert.False(s_image.WholeMinimum().IsBatched);

    [Fact]
    public void Parameters_OfLayers_HaveKerasNamesAndShapes()
    {
        Symbol image = Symbol.Input(8, 8, 3);
        var model = new Model(image, image.Conv2D(4, (3, 5)).BatchNormalization().Flatten().Dense(2));

        Assert.Equal(
            [
                "conv2d/kernel (3, 5, 3, 4)", "conv2d/bias (4)", "batch_normalization/gamma (4)", "batch_normalization/beta (4)",
                "batch_normalization/moving_mean (4)", "batch_normalization/moving_variance (4)", "dense/kernel (96, 2)", "dense/bias (2)",
            ],
            model.Parameters.Select(parameter => $"{parameter.FullName} {parameter.Shape}"));
        Assert.Equal(
            ["batch_normalization/moving_mean", "batch_normalization/moving_variance"],
            model.Parameters.Where(parameter => !parameter.IsTrainable).Select(parameter => parameter.FullName));
    }

    [Fact]
    public void BatchNormalization_WithoutGammaAndBeta_KeepsMovingStatisticsOnly()
    {
        var layer = new BatchNormalization { Scale = false, Center = false };
        Symbol.Input(8, 8, 3).Apply(layer);
        Assert.Equal(["moving_mean", "moving_variance"], layer.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void Layer_AppliedTwice_SharesItsParameters()
    {
        Symbol image = Symbol.Input(8, 8, 3);
        var layer = new Conv2D(3, 3, padding: Padding.Same);
        var model = new Model(image, image.Apply(layer).Apply(layer));
        Assert.Equal(84, model.ParameterCount);
        Assert.Single(model.Layers);
    }

    [Fact]
    public void ParameterOutsideLayers_InAModel_IsOneOfItsParameters()
    {
        Symbol image = Symbol.Input(8, 8, 3);
        var scale = new Parameter("scale", new Shape(3), new Ones());
        var model = new Model(image, image.Multiply(scale.Symbol));
        Assert.Equal([scale], model.Parameters);
        Assert.Equal("scale", scale.FullName);
        Assert.Equal([1, 1, 1], scale.Values.ToArray());
    }

    static Symbol Kernel(params int[] axes) => new Parameter("kernel", new Shape(axes), new Zeros()).Symbol;

    sealed class ParameterFirst : Layer
    {
        Parameter? _offset;

        protected override void Build(IReadOnlyList<Shape> inputs) => _offset = AddParameter("offset", new Shape(3), new Zeros());

        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => _offset!.Symbol.Subtract(inputs[0]);
    }
}
