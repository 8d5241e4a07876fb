using Krill.Data;
using Krill.Initializers;
using Krill.Layers;
using Krill.Losses;
using Krill.Recipes;
using Krill.Regularizers;
using Krill.Testing.Reference;

namespace Krill.Tests.Training.Reference;

/// <summary>Whole networks with a batch each: the recipes' on small images, and what joins layers in unusual ways.</summary>
internal static class NetworkCases
{
    static readonly (float, float) s_pixels = (0, 1);

    public static IReadOnlyDictionary<string, Func<CheckedBatch>> All { get; } = new Dictionary<string, Func<CheckedBatch>>
    {
        ["tiny158, interleaved"] = () => Recipe(new Tiny158(), 28, 160),
        ["tiny158, too few images to interleave"] = () => Recipe(new Tiny158(), 28, 7),
        ["few channels, interleaved"] = () => Of(FewChannels, new Shape(9, 8, 2), 144),
        ["few channels, not whole groups"] = () => Of(FewChannels, new Shape(9, 8, 2), 145),
        ["quickstart"] = () => Recipe(new QuickStart(), 14, 9),
        ["convnet"] = () => Recipe(new ConvNet(), 12, 6),
        ["jellyfish"] = () => Recipe(new Jellyfish(), 12, 4),
        ["residual"] = () => Of(Residual, new Shape(6, 6, 3), 40),
        ["a layer twice"] = () => Of(SharedLayer, new Shape(6, 6, 3), 33),
        ["min-max"] = () => Of(MinMax, new Shape(7, 7, 2), 34),
        ["relaxed quantization"] = () => Of(RelaxedQuantization, new Shape(7, 7, 2), 10),
        ["regularizers"] = () => Of(Regularized, new Shape(6, 6, 2), 8),
        ["a regularizer on one of two summed parameters"] = () => Of(x => x.Apply(new SummedParameters()).Dense(3).Softmax(), new Shape(4), 8),
        ["regularizers before a rounding"] = () => Of(RegularizedBeforeRounding, new Shape(4), 8),
        ["logits"] = () => Of(x => x.Flatten().Dense(5), new Shape(3, 3, 2), 11, new CategoricalCrossentropy { FromLogits = true, LabelSmoothing = 0.1f }),
        ["sparse logits"] = () => Of(x => x.Flatten().Dense(5), new Shape(3, 3, 2), 11, new SparseCategoricalCrossentropy { FromLogits = true }),
        ["label smoothing"] = () => Of(x => x.Flatten().Dense(5).Softmax(), new Shape(3, 3, 2), 11, new CategoricalCrossentropy { LabelSmoothing = 0.2f }),
        ["probabilities of no softmax"] = () => Of(x => x.Flatten().Dense(5).Sigmoid(), new Shape(3, 3, 2), 11, new CategoricalCrossentropy { LabelSmoothing = 0.2f }),
        ["squares behind a softmax"] = () => Of(x => x.Flatten().Dense(5).Softmax(), new Shape(3, 3, 2), 11, Loss.MeanSquaredError),
        ["few channels, interleaved, label smoothing"] = () =>
            Of(FewChannels, new Shape(9, 8, 2), 128, new CategoricalCrossentropy { LabelSmoothing = 0.1f }),
        ["logits of interleaved images"] = () =>
            Of(x => x.Conv2D(2, 3).Flatten(), new Shape(5, 5, 1), 144, new CategoricalCrossentropy { FromLogits = true }),
        ["probabilities of interleaved images, of no softmax"] = () =>
            Of(x => x.Conv2D(2, 3).Sigmoid().Flatten(), new Shape(5, 5, 1), 144),
        ["squares of interleaved images"] = () => Of(x => x.Conv2D(2, 3).Sigmoid().Flatten(), new Shape(5, 5, 1), 128, Loss.MeanSquaredError),
        ["tiles, the gradient in blocks"] = () => Of(x => Tiles(x, 16, 17), new Shape(28, 27, 2), 12),
        ["tiles, the gradient by lanes"] = () => Of(x => Tiles(x, 16, 16), new Shape(28, 29, 2), 96),
        ["tiles, the whole batch"] = () => Of(x => Tiles(x, 64, 118), new Shape(4, 4, 2), 36),
        ["one image"] = () => Of(FewChannels, new Shape(9, 8, 2), 1),
    };

    static CheckedBatch Recipe(Recipe recipe, int side, int count) =>
        new(recipe.CreateModel(new ImageShape(side, side, 1), 10, seed: 5), count, recipe.Loss, s_pixels);

    static CheckedBatch Of(Func<Symbol, Symbol> network, Shape shape, int count, Loss? loss = null)
    {
        Symbol image = Symbol.Input([.. shape]);
        return new CheckedBatch(new Model(image, network(image), seed: 5), count, loss ?? Loss.CategoricalCrossentropy, s_pixels);
    }

    static Symbol FewChannels(Symbol image) => image
        .Conv2D(3, 3, padding: Padding.Same).LeakyRelu().MaxPooling2D((2, 3), 2, Padding.Same)
        .Conv2D(4, (2, 3), 2).Gelu().AveragePooling2D(2, 1, Padding.Same)
        .Flatten().Dense(4).Softmax();

    // By Winograd's algorithm from the second convolution on: in three directions.
    static Symbol Tiles(Symbol image, int first, int second) => image
        .Conv2D(first, 1).Conv2D(second, 3, padding: Padding.Same).Relu().GlobalAveragePooling2D().Dense(4).Softmax();

    // The value before the block goes into it and around it; its gradient is a sum of both.
    static Symbol Residual(Symbol image)
    {
        Symbol start = Block(image, 4);
        Symbol middle = start.Add(Block(Block(start, 4).Dropout(0.1f), 4)).MaxPooling2D(2);
        Symbol end = middle.Concatenate(middle.Multiply(Block(middle, 4)).Subtract(middle));
        return end.Flatten().Apply(new Dense(5) { UseBias = false }).Softmax();

        static Symbol Block(Symbol input, int filters) => input
            .Apply(new Conv2D(filters, 3, padding: Padding.Same) { UseBias = false, KernelRegularizer = new Regularizer { L2 = 5e-4f } })
            .BatchNormalization(0.1f, 1e-5f)
            .Relu();
    }

    static Symbol SharedLayer(Symbol image)
    {
        var convolution = new Conv2D(3, 3, padding: Padding.Same) { Activation = ActivationFunction.Tanh };
        var normalization = new BatchNormalization(0.5f);
        return image.Apply(convolution).Apply(normalization).Apply(convolution).Apply(normalization).Swish().GlobalAveragePooling2D().Dense(3).Softmax();
    }

    static Symbol MinMax(Symbol image) => image.MinMaxNormalization()
        .Conv2D(6, 3, activation: ActivationFunction.Relu).MinMaxNormalization()
        .Conv2D(5, 3, activation: ActivationFunction.Relu).MinMaxNormalization()
        .GlobalAveragePooling2D().Dense(8, ActivationFunction.Relu).Dropout(0.5f).Dense(4, ActivationFunction.Softmax);

    static Symbol RelaxedQuantization(Symbol image)
    {
        Symbol features = Quantize(image);
        foreach ((int filters, int window) in ((int, int)[])[(4, 1), (6, 3), (5, 3)])
        {
            features = Quantize(features.Conv2D(filters, window, activation: ActivationFunction.Relu).BatchNormalization());
        }

        return features.GlobalAveragePooling2D().Dense(8, ActivationFunction.Relu).Dropout(0.5f).Dense(4, ActivationFunction.Softmax);

        static Symbol Quantize(Symbol input) => input.Round(1, RoundGradient.StraightThrough).Clip(0.1f, 1);
    }

    static Symbol Regularized(Symbol image) => image
        .Apply(new Conv2D(4, 3) { KernelRegularizer = new Regularizer { L1 = 1e-3f, L2 = 2e-2f }, BiasRegularizer = new Regularizer { L1 = 1e-2f } })
        .Apply(new BatchNormalization { GammaRegularizer = new Regularizer { L2 = 0.1f }, BetaRegularizer = new Regularizer { L2 = 0.2f } })
        .Relu().Flatten()
        .Apply(new Dense(3) { KernelRegularizer = new Regularizer { L2 = 1e-2f }, BiasRegularizer = new Regularizer { L2 = 1e-2f } }).Softmax();

    // Rounding hands no gradient on, but the penalty's is there all the same.
    static Symbol RegularizedBeforeRounding(Symbol vector) => vector
        .Apply(new Dense(6) { KernelRegularizer = new Regularizer { L1 = 1e-3f, L2 = 2e-2f } })
        .Round(0).Dense(3).Softmax();

    // Both parameters have the same gradient but for the penalty, which is one parameter's only.
    sealed class SummedParameters : Layer
    {
        Parameter? _first;
        Parameter? _second;

        protected override void Build(IReadOnlyList<Shape> inputs)
        {
            _first = AddParameter(new Parameter("first", inputs[0], new RandomUniform(-1, 1)) { Regularizer = new Regularizer { L1 = 0.1f, L2 = 0.2f } });
            _second = AddParameter(new Parameter("second", inputs[0], new RandomUniform(-1, 1)));
        }

        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => inputs[0].Multiply(_first!.Symbol.Add(_second!.Symbol));
    }
}
