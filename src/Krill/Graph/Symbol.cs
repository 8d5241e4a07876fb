using Krill.Graph;
using Krill.Layers;

namespace Krill;

/// <summary>
/// A tensor of a network that is being declared: what a layer takes and gives. Layers chain on it as operators chain on a query:
/// <c>image.Conv2D(32, 3).Relu().MaxPooling2D(2)</c>.
/// </summary>
/// <remarks>
/// Its shape is known at once. Where a layer does not fit, the shape is unknown (null) from there on, and <see cref="Model"/> reports all
/// such places together.
/// </remarks>
public sealed partial class Symbol
{
    Symbol(Shape? shape, bool isBatched, Operation? operation, IReadOnlyList<Symbol> inputs)
    {
        Shape = shape;
        IsBatched = isBatched;
        Operation = operation;
        Inputs = inputs;
        Within = Layer.Calling;
    }

    /// <summary>The shape of one image's value; null where a layer before did not fit.</summary>
    public Shape? Shape { get; }

    /// <summary>Whether there is a value for each image of a batch; a parameter or a whole batch's minimum is one for all.</summary>
    public bool IsBatched { get; }

    /// <summary>The name of the layer that made it, once it is part of a model.</summary>
    public string? Name => Call?.Layer.Name;

    /// <summary>What computes it; null for an input or a parameter.</summary>
    internal Operation? Operation { get; }

    internal IReadOnlyList<Symbol> Inputs { get; }

    /// <summary>The parameter that it stands for, if it does.</summary>
    internal Parameter? Parameter { get; private init; }

    /// <summary>The call of a layer that this is the output of; null within a layer.</summary>
    internal LayerCall? Call { get; set; }

    /// <summary>The innermost layer that was composing when it was made; null outside layers.</summary>
    internal Layer? Within { get; }

    /// <summary>What does not fit at this place.</summary>
    internal IReadOnlyList<string> Problems { get; private init; } = [];

    /// <summary>Applies a layer to this symbol: the way to chain layers that have no method of their own, or whose properties are to be set.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>The layer's output.</returns>
    public Symbol Apply(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.Apply(this);
    }

    /// <summary>The input of a network.</summary>
    /// <param name="shape">The shape of one image without the batch axis: (height, width, channels).</param>
    /// <returns>The symbol from which the network is declared.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    public static Symbol Input(params ReadOnlySpan<int> shape) => new(new Shape(shape), true, null, []);

    internal static Symbol ForParameter(Parameter parameter) => new(parameter.Shape, false, null, []) { Parameter = parameter };

    /// <summary>Applies an operation, and records what does not fit.</summary>
    internal static Symbol Of(Operation operation, params IReadOnlyList<Symbol> inputs)
    {
        bool isBatched = operation.IsBatched(inputs);
        if (inputs.Any(input => input.Shape is null))
        {
            return new Symbol(null, isBatched, operation, inputs);
        }

        var problems = new List<string>();
        if (!inputs[0].IsBatched && !operation.TakesShared)
        {
            problems.Add($"received {inputs[0].Shape}, one value for the whole batch (a parameter, or a whole batch's minimum); expected a value per image.");
        }

        Shape? shape = problems.Count == 0 ? operation.InferShape(inputs, problems) : null;
        return new Symbol(problems.Count == 0 ? shape : null, isBatched, operation, inputs) { Problems = problems };
    }

    /// <summary>A place in the network where a layer did not fit.</summary>
    internal static Symbol Misfit(IReadOnlyList<Symbol> inputs, IReadOnlyList<string> problems) => new(null, true, null, inputs) { Problems = problems };
}
