namespace Krill.Data;

/// <summary>A function of yours as an augmentation; for what needs no class of its own. Source: Keras's <c>preprocessing_function</c>.</summary>
public sealed class CustomAugmentation : ImageAugmentation
{
    readonly ImageFunction _function;
    readonly string _name;

    /// <summary>A function as an augmentation.</summary>
    /// <param name="function">Changes the pixels of the image that it gets; it is called on several threads at once, and is given random numbers with the image.</param>
    /// <param name="name">What records and previews call it; "custom" by default.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public CustomAugmentation(ImageFunction function, string name = "custom")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _function = function;
        _name = name;
    }

    /// <summary>Its name; <c>--augment</c> does not know it.</summary>
    public override string ToString() => _name;

    /// <inheritdoc/>
    public override void Apply(in AugmentedImage image) => _function(image);
}
