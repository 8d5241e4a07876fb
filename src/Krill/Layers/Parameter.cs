using Krill.Initializers;
using Krill.Kernels;
using Krill.Regularizers;

namespace Krill.Layers;

/// <summary>A tensor that a network learns, or keeps (moving statistics).</summary>
public sealed class Parameter
{
    readonly PinnedMemory _memory;

    /// <summary>A parameter, not yet initialized.</summary>
    /// <param name="name">The name within its layer: "kernel", "bias", …</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">How it starts.</param>
    public Parameter(string name, Shape shape, Initializer initializer)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(initializer);
        Name = name;
        Shape = shape;
        Initializer = initializer;
        _memory = new PinnedMemory(shape.Elements);
        Storage = new Storage(StorageKind.Shared, shape.Elements);
        Storage.Bind(_memory, 0);
        Symbol = Symbol.ForParameter(this);
    }

    /// <summary>The name within the layer.</summary>
    public string Name { get; }

    /// <summary>The name in weight files: the layer's name (behind those of the layers that it is within), a slash, and the parameter's.</summary>
    public string FullName => Layer is null ? Name : $"{Layer.Path}/{Name}";

    /// <summary>The shape; kernels of convolutions are (height, width, input channels, output channels), of dense layers (inputs, units).</summary>
    public Shape Shape { get; }

    /// <summary>How it starts.</summary>
    public Initializer Initializer { get; }

    /// <summary>A penalty on its size that is added to the loss, or none (default).</summary>
    public Regularizer? Regularizer { get; init; }

    /// <summary>
    /// Whether training changes it by its gradient; true by default. False when its layer is not to be trained, whatever was set here. Moving statistics
    /// are not trainable. Setting it holds from the next step on; what is trained must have been trainable in <see cref="Model.Compile"/>.
    /// </summary>
    public bool IsTrainable { get => field && Layer is not { IsTrainable: false }; set; } = true;

    /// <summary>The symbol that stands for it in a layer's composition.</summary>
    public Symbol Symbol { get; }

    /// <summary>The numbers, the last axis innermost. Writing here changes the network.</summary>
    public Span<float> Values => _memory.Span;

    internal Storage Storage { get; }

    internal Layer? Layer { get; set; }

    internal bool IsInitialized { get; set; }
}
