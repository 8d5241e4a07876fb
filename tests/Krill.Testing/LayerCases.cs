using Krill.Layers;

namespace Krill.Testing;

/// <summary>Every layer of the library, with what changes its code path. A test fails when a layer has no row.</summary>
public static class LayerCases
{
    static readonly Shape s_image = new(5, 6, 3);

    public static IReadOnlyList<LayerCase> All { get; } =
    [
        .. Products(), .. Pooling(), .. Activations(), .. Normalizations(), .. RandomLayers(), .. Arithmetic(), .. Shapes(), .. Quantization(),
    ];

    static IEnumerable<LayerCase> Products() =>
    [
        Case<Conv2D>("valid", s_image, x => x.Conv2D(4, 3)),
        Case<Conv2D>("same, an even window", s_image, x => x.Conv2D(4, (2, 4), padding: Padding.Same)),
        Case<Conv2D>("same, strides of 2", s_image, x => x.Conv2D(4, 3, 2, Padding.Same)),
        Case<Conv2D>("strides greater than the window", s_image, x => x.Conv2D(2, 1, (2, 3))),
        Case<Conv2D>("a window greater than the image", s_image, x => x.Conv2D(2, 7, 4, Padding.Same)),
        Case<Conv2D>("no bias", s_image, x => x.Apply(new Conv2D(4, 3) { UseBias = false })),
        Case<Conv2D>("tanh", s_image, x => x.Conv2D(4, 3, activation: ActivationFunction.Tanh)),
        Case<Conv2D>("softmax", s_image, x => x.Conv2D(4, 3, activation: ActivationFunction.Softmax)),
        Case<Dense>("vectors", new Shape(7), x => x.Dense(4)),
        Case<Dense>("no bias", new Shape(7), x => x.Apply(new Dense(4) { UseBias = false })),
        Case<Dense>("swish", new Shape(7), x => x.Dense(4, ActivationFunction.Swish)),
        Case<Dense>("rows of vectors", new Shape(3, 7), x => x.Dense(4)),
        Case<Dense>("images", s_image, x => x.Dense(4)),
    ];

    static IEnumerable<LayerCase> Pooling() =>
    [
        Case<MaxPooling2D>("", s_image, x => x.MaxPooling2D()),
        Case<MaxPooling2D>("overlapping, same", s_image, x => x.MaxPooling2D(3, 2, Padding.Same)),
        Case<AveragePooling2D>("", s_image, x => x.AveragePooling2D()),
        Case<AveragePooling2D>("overlapping, same", s_image, x => x.AveragePooling2D(3, 2, Padding.Same)),
        Case<GlobalAveragePooling2D>("", s_image, x => x.GlobalAveragePooling2D()),
        Case<GlobalMaxPooling2D>("", s_image, x => x.GlobalMaxPooling2D()),
    ];

    static IEnumerable<LayerCase> Activations() =>
    [
        Case<ReLU>("", s_image, x => x.Relu()),
        Case<LeakyReLU>("", s_image, x => x.LeakyRelu()),
        Case<LeakyReLU>("alpha 0.2", s_image, x => x.LeakyRelu(0.2f)),
        Case<Sigmoid>("", s_image, x => x.Sigmoid()),
        Case<Swish>("", s_image, x => x.Swish()),
        Case<Gelu>("", s_image, x => x.Gelu()),
        Case<Tanh>("", s_image, x => x.Tanh()),
        Case<Softmax>("", s_image, x => x.Softmax()),
        Case<Softmax>("the first axis", s_image, x => x.Softmax(0)),
        Case<Softmax>("the middle axis", s_image, x => x.Softmax(-2)),
        .. Enum.GetValues<ActivationFunction>().Select(function => Case<Activation>(function.ToString(), s_image, x => x.Activation(function))),
    ];

    static IEnumerable<LayerCase> Normalizations() =>
    [
        Case<BatchNormalization>("", s_image, x => x.BatchNormalization()),
        Case<BatchNormalization>("vectors", new Shape(7), x => x.BatchNormalization(0.1f, 1e-5f)),
        Case<BatchNormalization>("no gamma", s_image, x => x.Apply(new BatchNormalization { Scale = false })),
        Case<BatchNormalization>("no beta", s_image, x => x.Apply(new BatchNormalization { Center = false })),
        Case<BatchNormalization>("neither", s_image, x => x.Apply(new BatchNormalization { Scale = false, Center = false })),
        Case<BatchNormalization>("before an activation", s_image, x => x.BatchNormalization().Tanh()),
        Case<MinMaxNormalization>("", s_image, x => x.MinMaxNormalization()),
        Case<MinMaxNormalization>("of equal elements", s_image, x => x.MinMaxNormalization()) with { InputRange = (0, 0) },
        Case<MinMaxNormalization>("image by image", s_image, x => x.Apply(new MinMaxNormalization { PerImage = true })),
        Case<MinMaxNormalization>("image by image, some of equal elements", s_image, SomeBlank),
    ];

    static IEnumerable<LayerCase> RandomLayers() =>
    [
        Case<Dropout>("", s_image, x => x.Dropout(0.3f)) with { IsStochastic = true },
        Case<Dropout>("rate 0", s_image, x => x.Dropout(0)),
        Case<GaussianNoise>("", s_image, x => x.GaussianNoise(0.1f)) with { IsStochastic = true },
        Case<GaussianNoise>("deviation 0", s_image, x => x.GaussianNoise(0)),
        Case<GaussianDropout>("", s_image, x => x.GaussianDropout(0.3f)) with { IsStochastic = true },
        Case<GaussianDropout>("rate 0", s_image, x => x.GaussianDropout(0)),
    ];

    static IEnumerable<LayerCase> Arithmetic() =>
    [
        .. Arithmetic<Add>((a, b) => a.Add(b)),
        .. Arithmetic<Subtract>((a, b) => a.Subtract(b)),
        .. Arithmetic<Multiply>((a, b) => a.Multiply(b)),
        .. Arithmetic<Divide>((a, b) => a.Divide(b)),
        Case<Add>("three inputs", s_image, x => new Add().Apply(x, x.Tanh(), x.Sigmoid())),
        Case<Multiply>("three inputs, one of them twice", s_image, x => new Multiply().Apply(x, x.Tanh(), x)),
        Case<Rescaling>("", s_image, x => x.Rescaling(2, -1)),
        Case<Rescaling>("no offset", s_image, x => x.Rescaling(0.5f)),
        Case<WholeMinimum>("", s_image, x => x.Subtract(x.WholeMinimum())),
        Case<WholeMaximum>("", s_image, x => x.Subtract(x.WholeMaximum())),
    ];

    static IEnumerable<LayerCase> Arithmetic<T>(Func<Symbol, Symbol, Symbol> combine)
        where T : Layer
    {
        (float, float) positive = (0.5f, 1.5f);
        return
        [
            Case<T>("two values per image", s_image, x => combine(x.Tanh(), x)) with { InputRange = positive },
            Case<T>("a value and itself", s_image, x => combine(x, x)) with { InputRange = positive },
            With("a number", new Shape(), combine),
            With("a number per channel", new Shape(3), combine),
            With("a number per column and channel", new Shape(6, 3), combine),
            With("a number per element", s_image, combine),
            With("a number per channel first", new Shape(3), (x, parameter) => combine(parameter, x)),
            With("a parameter and a whole batch's maximum", new Shape(3), (x, parameter) => x.Add(combine(parameter, x.WholeMaximum()))),
            With("a whole batch's maximum and minimum", new Shape(3), (x, parameter) => x.Multiply(combine(x.WholeMaximum(), x.WholeMinimum())).Add(parameter)),
        ];

        LayerCase With(string variant, Shape shape, Func<Symbol, Symbol, Symbol> compose) =>
            Case<T>(variant, s_image, x => x.Apply(new ParameterLayer(shape, compose))) with { InputRange = positive };
    }

    static IEnumerable<LayerCase> Shapes() =>
    [
        Case<Concatenate>("channels", s_image, x => x.Concatenate(x.Conv2D(2, 1))),
        Case<Concatenate>("rows", s_image, x => x.Concatenate(x.MaxPooling2D((2, 1)), axis: 0)),
        Case<Concatenate>("columns, three inputs", s_image, x => new Concatenate(1).Apply(x, x.Tanh(), x)),
        Case<Flatten>("", s_image, x => x.Tanh().Flatten()),
        Case<Reshape>("", s_image, x => x.Tanh().Reshape(6, -1)),
    ];

    static IEnumerable<LayerCase> Quantization() =>
    [
        Case<Clip>("", s_image, x => x.Clip(-0.5f, 0.7f)),
        Case<Round>("", s_image, x => x.Round(1)),
        Case<Round>("straight through", s_image, x => x.Round(1, RoundGradient.StraightThrough)) with { HasTrueGradient = false },
        Case<Round>("relaxed quantization", s_image, x => x.Round(1, RoundGradient.StraightThrough).Clip(0.1f, 1)) with { HasTrueGradient = false },
    ];

    /// <summary>Min-max normalization image by image, behind a factor of each image, which is 0 for some; added again, as the normalization undoes it elsewhere.</summary>
    static Symbol SomeBlank(Symbol x)
    {
        Symbol factor = Symbol.Of(new Graph.RepeatNumber(x.Shape!), x.Flatten().Dense(1, ActivationFunction.Relu));
        return x.Multiply(factor).Apply(new MinMaxNormalization { PerImage = true }).Add(factor);
    }

    static LayerCase Case<T>(string variant, Shape input, Func<Symbol, Symbol> apply)
        where T : Layer => new(typeof(T), variant, input, apply);
}
