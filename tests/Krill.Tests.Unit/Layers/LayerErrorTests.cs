using Krill.Initializers;
using Krill.Layers;

namespace Krill.Tests.Unit.Layers;

public sealed class LayerErrorTests
{
    static readonly Symbol s_image = Symbol.Input(8, 8, 3);

    public static TheoryData<Action, string> InvalidArguments => new()
    {
        { () => s_image.Conv2D(0, 3), "Conv2D: received the number of filters 0; expected at least 1." },
        { () => s_image.Conv2D(4, (3, 0)), "Conv2D: received the kernel size (3, 0); expected a height and a width of at least 1." },
        { () => s_image.Conv2D(4, 3, 0), "Conv2D: received the strides (0, 0); expected a height and a width of at least 1." },
        { () => s_image.Conv2D(4, 3, 1, (Padding)7), "Conv2D: received the padding 7; expected one of Valid, Same." },
        {
            () => s_image.Conv2D(4, 3, activation: (ActivationFunction)99),
            "Conv2D: received the activation 99; expected one of Linear, Relu, LeakyRelu, Sigmoid, Swish, Gelu, Tanh, Softmax."
        },
        { () => s_image.Convolution(s_image, -1), "Convolution: received the strides (-1, -1); expected a height and a width of at least 1." },
        { () => s_image.Dense(-1), "Dense: received the number of units -1; expected at least 1." },
        { () => s_image.MaxPooling2D(0), "MaxPooling2D: received the pool size (0, 0); expected a height and a width of at least 1." },
        { () => s_image.AveragePooling2D(2, 0), "AveragePooling2D: received the strides (0, 0); expected a height and a width of at least 1." },
        { () => s_image.BatchNormalization(1), "BatchNormalization: received the momentum 1; expected 0 or more, and less than 1." },
        { () => s_image.BatchNormalization(epsilon: -1), "BatchNormalization: received the epsilon -1; expected a finite number of 0 or more." },
        { () => s_image.Dropout(1), "Dropout: received the rate 1; expected 0 or more, and less than 1." },
        { () => s_image.Dropout(float.NaN), "Dropout: received the rate NaN; expected 0 or more, and less than 1." },
        { () => s_image.GaussianDropout(-0.5f), "GaussianDropout: received the rate -0.5; expected 0 or more, and less than 1." },
        { () => s_image.GaussianNoise(-1), "GaussianNoise: received the standard deviation -1; expected a finite number of 0 or more." },
        { () => s_image.LeakyRelu(-1), "LeakyReLU: received the slope -1; expected a finite number of 0 or more." },
        { () => s_image.Rescaling(float.PositiveInfinity), "Rescaling: received the scale Infinity; expected a finite number." },
        { () => s_image.Clip(1, 0), "Clip: received the minimum 1 and the maximum 0; expected the minimum not to be greater." },
        { () => s_image.Round(7), "Round: received 7 decimals; expected 0 to 6." },
        { () => s_image.Reshape(4, 0), "Reshape: received the axes (4, 0); expected sizes of at least 1, or -1 for what is left." },
        { () => s_image.Reshape(-1, -1), "Reshape: received the axes (-1, -1); expected -1 once at most." },
        { () => new Conv2D(4, 3).Apply(), "Conv2D: received no input; expected at least one." },
    };

    public static TheoryData<Symbol, string> Misfits => new()
    {
        { s_image.Flatten().Conv2D(4, 3), "conv2d (Conv2D): received (192); expected an image of (height, width, channels). Reshape makes one." },
        {
            s_image.MaxPooling2D(9),
            "max_pooling2d (MaxPooling2D): received (8, 8, 3), smaller than the window (9, 9); expected at least as many pixels as the window has. A smaller window, smaller strides before it, or Padding.Same would fit."
        },
        { s_image.Flatten().GlobalAveragePooling2D(), "global_average_pooling2d (GlobalAveragePooling2D): received (192); expected an image of (height, width, channels)." },
        {
            s_image.Add(s_image.Conv2D(4, 1)),
            "add (Add): received (8, 8, 3) and (8, 8, 4); expected two values per image of equal shapes, or a parameter of one number or of the other's last axes."
        },
        {
            new ParameterLayer(new Shape(2)).Apply(s_image),
            "parameter_layer/multiply (Multiply): received (8, 8, 3) and (2) for the whole batch; expected two values per image of equal shapes, or a parameter of one number or of the other's last axes."
        },
        { new Add().Apply(s_image), "add (Add): received 1 input; expected at least 2." },
        { new Subtract().Apply(s_image), "subtract (Subtract): received 1 inputs; expected 2." },
        { new Dense(4).Apply(s_image, s_image), "dense (Dense): received 2 inputs; expected 1." },
        {
            s_image.Concatenate(s_image.MaxPooling2D()),
            "concatenate (Concatenate): received (8, 8, 3), (4, 4, 3); expected values per image whose shapes differ in axis -1 at most."
        },
        {
            s_image.Concatenate(s_image, axis: 3),
            "concatenate (Concatenate): received (8, 8, 3), which has no axis 3; expected an axis from -3 to 2, the batch axis not counted."
        },
        { s_image.Softmax(-4), "softmax (Softmax): received (8, 8, 3), which has no axis -4; expected an axis from -3 to 2, the batch axis not counted." },
        { s_image.Reshape(5, -1), "reshape (Reshape): received (8, 8, 3), which has 192 elements; expected a multiple of 5, to make (5, -1) of." },
        { s_image.Reshape(5, 5), "reshape (Reshape): received (8, 8, 3), which has 192 elements; expected 25, to make (5, 5) of." },
        {
            s_image.Add(s_image.WholeMaximum().Tanh()),
            "tanh (Tanh): received (), one value for the whole batch (a parameter, or a whole batch's minimum); expected a value per image."
        },
        { s_image.MatrixProduct(s_image.Flatten()), "input: received a kernel or bias with a value per image; expected symbols of parameters." },
    };

    [Theory]
    [MemberData(nameof(InvalidArguments))]
    public void Layer_InvalidArgument_ThrowsAtOnce(Action act, string message)
    {
        var exception = Assert.ThrowsAny<ArgumentException>(act);
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.ParamName);
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Model_ShapesThatDoNotFit_SaysWhereAndWhatWasExpected(Symbol output, string message)
    {
        var exception = Assert.Throws<ShapeException>(() => new Model(s_image, output));
        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public void Model_SeveralProblems_ReportsAll()
    {
        Symbol left = s_image.Conv2D(4, 9).Relu();
        Symbol right = s_image.Reshape(7, 7);
        var exception = Assert.Throws<ShapeException>(() => new Model(s_image, left.Add(right).Flatten().Dense(10)));
        Assert.Equal(2, exception.Problems.Count);
        Assert.Equal(
            $"""
            The network has 2 problems:
              - conv2d (Conv2D): received (8, 8, 3), smaller than the window (9, 9); expected at least as many pixels as the window has. A smaller window, smaller strides before it, or Padding.Same would fit.
              - reshape (Reshape): received (8, 8, 3), which has 192 elements; expected 49, to make (7, 7) of.
            """,
            exception.Message,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Layer_AppliedToOtherChannels_SaysWhatItWasMadeFor()
    {
        var convolution = new Conv2D(4, 1);
        Symbol output = s_image.Apply(convolution).Apply(convolution);
        var exception = Assert.Throws<ShapeException>(() => new Model(s_image, output));
        Assert.Equal("conv2d (Conv2D): received (8, 8, 4); expected 3 channels, as in the first place where the layer was applied.", exception.Message);

        var dense = new Dense(4);
        exception = Assert.Throws<ShapeException>(() => new Model(s_image, s_image.Apply(dense).Apply(dense)));
        Assert.Equal("dense (Dense): received (8, 8, 4); expected a last axis of 3, as in the first place where the layer was applied.", exception.Message);
    }

    [Fact]
    public void Layer_MakingParametersInEachCall_Throws()
    {
        var layer = new Forgetful();
        Symbol once = s_image.Apply(layer);
        var exception = Assert.Throws<InvalidOperationException>(() => once.Apply(layer));
        Assert.Equal(
            "Forgetful: received a call that made 2 new parameters after the first call; expected all calls to share them. Make inner layers and parameters in the constructor or in Build.",
            exception.Message);
    }

    [Fact]
    public void LayersWithinLayers_OfOneKind_HaveNamesOfTheirOwn()
    {
        var model = new Model(s_image, s_image.Apply(new Twice()).Apply(new Twice()));
        Assert.Equal(
            [
                "twice/conv2d/kernel", "twice/conv2d/bias", "twice/conv2d_1/kernel", "twice/conv2d_1/bias",
                "twice_1/conv2d/kernel", "twice_1/conv2d/bias", "twice_1/conv2d_1/kernel", "twice_1/conv2d_1/bias",
            ],
            model.Parameters.Select(parameter => parameter.FullName));
    }

    sealed class Forgetful : Layer
    {
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => inputs[0].Conv2D(3, 1);
    }

    sealed class Twice : Layer
    {
        readonly Conv2D _first = new(3, 1);
        readonly Conv2D _second = new(3, 1);

        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => inputs[0].Apply(_first).Apply(_second);
    }

    sealed class ParameterLayer(Shape shape) : Layer
    {
        Parameter? _parameter;

        protected override void Build(IReadOnlyList<Shape> inputs) => _parameter = AddParameter("parameter", shape, new Ones());

        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => inputs[0].Multiply(_parameter!.Symbol);
    }
}
