using Krill.Layers;

namespace Krill;

/// <summary>A network from an input to an output, with its parameters. Training, evaluation and prediction start here.</summary>
public sealed partial class Model
{
    readonly List<Symbol> _symbols = [];

    /// <summary>Makes a model of what was declared between two symbols, and initializes the parameters that are not yet.</summary>
    /// <param name="input">Where images enter: a <see cref="Symbol.Input"/>.</param>
    /// <param name="output">The predictions.</param>
    /// <param name="seed">The key of the initial parameters, 0 by default; the same seed gives the same bits.</param>
    /// <exception cref="ShapeException">Shapes do not fit; the message lists every such place.</exception>
    /// <exception cref="ArgumentException">The output does not depend on the input, or on another input too, or is one for the whole batch.</exception>
    public Model(Symbol input, Symbol output, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        Input = input;
        Output = output;
        Seed = seed;
        Visit(output, []);
        Calls = [.. _symbols.Where(symbol => symbol.Call is not null)];
        NameLayers();
        string[] problems = [.. _symbols.SelectMany(symbol => symbol.Problems.Select(problem => $"{Place(symbol)}: {problem}"))];
        if (problems.Length > 0)
        {
            throw new ShapeException(problems);
        }

        foreach (Symbol symbol in _symbols.Where(symbol => symbol.IsBatched && symbol.Inputs.Count == 0 && symbol != input))
        {
            throw new ArgumentException($"Model: the output depends on another input of shape {symbol.Shape}; expected it to depend on the given input alone.", nameof(input));
        }

        if (!_symbols.Contains(input))
        {
            throw new ArgumentException("Model: the output does not depend on the input; expected a chain of layers from one to the other.", nameof(input));
        }

        if (!output.IsBatched)
        {
            throw new ArgumentException("Model: received an output that is one for the whole batch; expected a value per image.", nameof(output));
        }

        Layers = [.. Calls.Select(symbol => symbol.Call!.Layer).Distinct()];
        Parameters = [.. Layers.SelectMany(layer => layer.Parameters).Concat(_symbols.Select(symbol => symbol.Parameter).OfType<Parameter>()).Distinct()];
        Initialize();
    }

    /// <summary>Where images enter.</summary>
    public Symbol Input { get; }

    /// <summary>The predictions.</summary>
    public Symbol Output { get; }

    /// <summary>The key of the initial parameters.</summary>
    public ulong Seed { get; }

    /// <summary>The layers, each once, in the order in which data passes them.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The parameters of all layers, in that order; behind them those that are used outside layers.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>How many numbers the parameters hold, moving statistics included.</summary>
    public int ParameterCount => Parameters.Sum(parameter => parameter.Shape.Elements);

    /// <summary>How many numbers training changes by their gradient.</summary>
    public int TrainableParameterCount => Parameters.Where(parameter => parameter.IsTrainable).Sum(parameter => parameter.Shape.Elements);

    /// <summary>Every symbol between input and output, each behind what it depends on.</summary>
    internal IReadOnlyList<Symbol> Symbols => _symbols;

    /// <summary>The symbols that are outputs of layers.</summary>
    internal IReadOnlyList<Symbol> Calls { get; }

    void Visit(Symbol symbol, HashSet<Symbol> seen)
    {
        if (!seen.Add(symbol))
        {
            return;
        }

        foreach (Symbol input in symbol.Inputs)
        {
            Visit(input, seen);
        }

        _symbols.Add(symbol);
    }

    /// <summary>Names what has no name as Keras does: conv2d, conv2d_1, …; but counted within the model, so that names do not depend on what was made before.</summary>
    void NameLayers()
    {
        Layer[] layers = [.. Calls.Select(symbol => symbol.Call!.Layer).Distinct()];
        HashSet<string> taken = [];
        foreach (Layer layer in layers.Where(layer => layer.Name is not null))
        {
            if (!taken.Add(layer.Name!))
            {
                throw new ArgumentException($"Model: two layers are named \"{layer.Name}\"; expected every layer's name to be its own, as weights are stored by name.");
            }
        }

        foreach (Layer layer in layers.Where(layer => layer.Name is null))
        {
            layer.Name = LayerNames.Next(LayerNames.Stem(layer.Kind), taken);
        }
    }

    void Initialize()
    {
        for (int i = 0; i < Parameters.Count; i++)
        {
            Parameter parameter = Parameters[i];
            if (!parameter.IsInitialized)
            {
                parameter.Initializer.Fill(parameter.Values, parameter.Shape, Seed * 1_000_003 + (ulong)i);
                parameter.IsInitialized = true;
            }
        }
    }

    /// <summary>Draws what is trained anew, from another start of the model's seed.</summary>
    /// <param name="start">The number of the start; 0 is the one that the model was made with.</param>
    internal void InitializeTrainable(ulong start)
    {
        // Far from the starts of other seeds, which lie beside each other.
        ulong seed = Seed ^ (start * 0x9E3779B97F4A7C15);
        for (int i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i].IsTrainable)
            {
                Parameters[i].Initializer.Fill(Parameters[i].Values, Parameters[i].Shape, seed * 1_000_003 + (ulong)i);
            }
        }
    }

    static string Place(Symbol symbol) => symbol.Within is { } layer ? $"{layer.Path} ({layer.Kind})" : symbol.Operation?.Name ?? "input";
}
