using Krill.Layers;
using Krill.Regularizers;

namespace Krill.Testing;

/// <summary>The networks that the library's recipes reproduce, as their authors wrote them.</summary>
public static class SeedNetworks
{
    /// <summary>158 parameters for MNIST.</summary>
    public static Model Tiny158()
    {
        Symbol image = Symbol.Input(28, 28);
        return new Model(
            image,
            image
                .Reshape(28, 28, 1).AveragePooling2D(2)
                .Conv2D(3, 3, activation: ActivationFunction.Sigmoid)
                .Conv2D(1, 3, activation: ActivationFunction.Sigmoid)
                .AveragePooling2D(3)
                .Conv2D(10, 3, activation: ActivationFunction.Softmax)
                .Reshape(-1));
    }

    /// <summary>The example with 9,568 parameters.</summary>
    public static Model Example9568()
    {
        Symbol image = Symbol.Input(28, 28);
        return new Model(
            image,
            image
                .Reshape(28, 28, 1)
                .Conv2D(32, 3, padding: Padding.Same, activation: ActivationFunction.Relu).AveragePooling2D(2)
                .Conv2D(32, 3, padding: Padding.Same, activation: ActivationFunction.Relu).AveragePooling2D(2));
    }

    /// <summary>A convolutional network for MNIST.</summary>
    public static Model Convnet()
    {
        Symbol image = Symbol.Input(28, 28);
        return new Model(
            image,
            image
                .Reshape(28, 28, 1).Conv2D(32, 3).Conv2D(64, 3).Relu().MaxPooling2D(2).Dropout(0.2f)
                .Flatten().Dense(128).Relu().Dropout(0.5f).Dense(10).Softmax());
    }

    /// <summary>JellyfishNet for MNIST.</summary>
    public static Model Jellyfish()
    {
        Symbol image = Symbol.Input(28, 28, 1);
        Symbol body = Head(image, 64, 4).Concatenate(Block(Head(image, 128, 2), 64, 2));
        Symbol spine = Block(Block(Block(body, 64), 32), 16);
        Symbol digits = spine.Flatten().Dense(64).GaussianDropout(0.07f).LeakyRelu(0.2f).BatchNormalization().Dense(10, ActivationFunction.Softmax);
        return new Model(image, digits) { Name = "jellyfish" };

        static Symbol Head(Symbol image, int filters, int strides)
        {
            Symbol look = image.Conv2D(filters, 3, strides, Padding.Same).GaussianNoise(0.02f).Relu().BatchNormalization();
            Symbol attend = image.Conv2D(filters, 7, strides, Padding.Same).GaussianNoise(0.02f).Softmax().BatchNormalization();
            return look.Multiply(attend);
        }

        static Symbol Block(Symbol input, int filters, int strides = 1) =>
            input.Conv2D(filters, 3, strides, Padding.Same).GaussianDropout(0.07f).Swish().BatchNormalization();
    }

    /// <summary>ResNet9 for CIFAR-10.</summary>
    public static Model ResNet9()
    {
        Symbol image = Symbol.Input(32, 32, 3);
        Symbol first = Block(Block(image, 64), 128).MaxPooling2D(2);
        Symbol second = first.Add(Block(Block(first, 128).Dropout(0.1f), 128));
        Symbol third = Block(Block(second, 256).MaxPooling2D(2), 512).MaxPooling2D(2);
        Symbol fourth = third.Add(Block(Block(third, 512).Dropout(0.1f), 512));
        return new Model(image, fourth.MaxPooling2D(4).Flatten().Apply(new Dense(10) { UseBias = false }).Softmax());

        static Symbol Block(Symbol input, int filters) => input
            .Apply(new Conv2D(filters, 3, padding: Padding.Same) { UseBias = false, KernelRegularizer = new Regularizer { L2 = 5e-4f } })
            .BatchNormalization(0.1f, 1e-5f)
            .Relu();
    }

    /// <summary>The min-max network for CIFAR-100's super-classes.</summary>
    public static Model MinMax()
    {
        Symbol image = Symbol.Input(32, 32, 3);
        Symbol features = image.MinMaxNormalization();
        foreach (int filters in (int[])[64, 128, 256])
        {
            features = features.Conv2D(filters, 3, activation: ActivationFunction.Relu).MinMaxNormalization();
        }

        return new Model(image, Classify(features));
    }

    /// <summary>The relaxed-quantization network for CIFAR-100's super-classes.</summary>
    public static Model RelaxedQuantization(RoundGradient gradient)
    {
        Symbol image = Symbol.Input(32, 32, 3);
        Symbol features = Quantize(image);
        foreach ((int filters, int window) in ((int, int)[])[(32, 1), (64, 3), (128, 3), (256, 3)])
        {
            features = Quantize(features.Conv2D(filters, window, activation: ActivationFunction.Relu).BatchNormalization());
        }

        return new Model(image, Classify(features));

        Symbol Quantize(Symbol input) => input.Round(1, gradient).Clip(0.1f, 1);
    }

    static Symbol Classify(Symbol features) =>
        features.GlobalAveragePooling2D().Dense(128, ActivationFunction.Relu).Dropout(0.5f).Dense(20, ActivationFunction.Softmax);
}
