using Krill.Callbacks;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Regularizers;

namespace Krill.Recipes;

/// <summary>The small residual network for CIFAR-10 of David Page's races, in its write-up's simplified form: eight convolutions and a dense layer.</summary>
/// <remarks>
/// The write-up trains on all images and looks at the test images after every epoch; here they are looked at once, at the end. Left out are its cyclic learning
/// rate, and its augmentation (rotation, flips, padding and cropping, cutout, mixup), so that this is its network and its constant settings.
/// </remarks>
public sealed class ResNet9 : Recipe
{
    const float Rate = 0.1f;

    /// <inheritdoc/>
    public override string Name => "resnet9";

    /// <inheritdoc/>
    public override string Description => "ResNet9 for CIFAR-10: two residual blocks, 6,573,120 trainable parameters";

    /// <inheritdoc/>
    public override string Source => "a course's race to 94% on CIFAR-10 (Keras; 94.1% after 20 epochs, with augmentation and a cyclic learning rate)";

    /// <inheritdoc/>
    public override string DefaultDataset => "cifar10";

    /// <inheritdoc/>
    public override int BatchSize => 512;

    /// <inheritdoc/>
    public override int Epochs => 20;

    /// <inheritdoc/>
    public override float Rescale => 1 / 255f;

    /// <inheritdoc/>
    public override ValidationSplit Validation => ValidationSplit.None;

    /// <inheritdoc/>
    public override Loss Loss => Loss.CategoricalCrossentropy;

    /// <inheritdoc/>
    public override Symbol Network(Symbol image, int classes)
    {
        Symbol first = Block(Block(image, 64), 128).MaxPooling2D(2);
        Symbol second = Block(first.Add(Residual(first, 128)), 256).MaxPooling2D(2);
        Symbol third = Block(second, 512).MaxPooling2D(2);
        return third.Add(Residual(third, 512))
            .MaxPooling2D(4)
            .Flatten()
            .Apply(new Dense(classes) { UseBias = false }).Softmax();
    }

    /// <inheritdoc/>
    public override Optimizer CreateOptimizer() => new SGD(0.01f) { Momentum = 0.9, Nesterov = true, Decay = 1e-5 };

    /// <inheritdoc/>
    public override IEnumerable<Callback> CreateCallbacks() => [];

    static Symbol Residual(Symbol input, int filters) => Block(Block(input, filters).Dropout(Rate), filters);

    static Symbol Block(Symbol input, int filters) => input
        .Apply(new Conv2D(filters, 3, padding: Padding.Same) { UseBias = false, KernelRegularizer = new Regularizer { L2 = 5e-4f } })
        .BatchNormalization(momentum: 0.1f, epsilon: 1e-5f)
        .Relu();
}
