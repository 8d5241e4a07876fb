namespace Krill.Layers;

/// <summary>
/// A part of a network that may hold parameters. A layer is made once, can be applied in several places, which then share its parameters, and
/// is composed of operations and other layers, so that its gradient follows by itself.
/// </summary>
/// <remarks>
/// To write one: derive from this, make the parameters in <see cref="Build"/>, and compose the output in <see cref="Call"/>. Layers with parameters that
/// it is composed of are made in its constructor or in <see cref="Build"/> too, so that all its calls share them; they take part in it, and
/// their names start with its name.
/// </remarks>
public abstract class Layer
{
    [ThreadStatic]
    static Layer? s_calling;

    readonly List<Parameter> _parameters = [];
    readonly HashSet<string> _innerNames = [];
    bool _isBuilt;
    bool _isCalled;
    Layer? _outer;
    string? _innerName;

    /// <summary>
    /// The name in summaries, errors and weight files. By default the model gives one: the type in snake case, with <c>_1</c>, <c>_2</c>, … from the second on.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// Whether training changes the layer's parameters; true by default. False within a layer that is not trained. A batch normalization that is not trained
    /// normalizes by its moving statistics, which stay as they are. Setting it holds from the next step on. Source: Keras's <c>trainable</c>.
    /// </summary>
    public bool IsTrainable { get => field && _outer is not { IsTrainable: false }; set; } = true;

    /// <summary>The parameters, in the order in which they were added. Empty until the layer has been applied.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>What summaries call the kind of layer; by default the type's name.</summary>
    public virtual string Kind => GetType().Name;

    /// <summary>The layer that is composing on this thread.</summary>
    internal static Layer? Calling => s_calling;

    /// <summary>The name, behind the names of the layers that it is within: <c>head_layer/conv2d</c>.</summary>
    internal string Path => _outer is null ? Name ?? Kind : $"{_outer.Path}/{_innerName}";

    /// <summary>The layer that this one is a part of, or itself.</summary>
    internal Layer Outermost => _outer?.Outermost ?? this;

    /// <summary>How many inputs the layer takes; 1 by default, null for one or more.</summary>
    protected virtual int? InputCount => 1;

    /// <summary>Applies the layer.</summary>
    /// <param name="inputs">What it works on; most layers take one.</param>
    /// <returns>Its output.</returns>
    /// <exception cref="ArgumentException">There is no input.</exception>
    /// <exception cref="InvalidOperationException">A call after the first made new parameters.</exception>
    public Symbol Apply(params IReadOnlyList<Symbol> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0)
        {
            throw new ArgumentException($"{Kind}: received no input; expected at least one.", nameof(inputs));
        }

        Layer? outer = s_calling;
        s_calling = this;
        try
        {
            int parameters = _parameters.Count;
            Symbol output = Compose(inputs);
            RequireSameParameters(parameters);
            _isCalled |= output.Shape is not null;
            if (outer is null)
            {
                output = output.Call is null && !inputs.Contains(output) ? output : Symbol.Of(new Graph.Identity(), output);
                output.Call = new LayerCall(this, inputs);
            }
            else
            {
                // A layer within a layer: its parameters are the outer one's.
                outer.Adopt(this);
            }

            return output;
        }
        finally
        {
            s_calling = outer;
        }
    }

    /// <summary>Makes the parameters, once, when the shape of the first input is known.</summary>
    /// <param name="inputs">The shapes of the inputs, without the batch axis.</param>
    protected virtual void Build(IReadOnlyList<Shape> inputs)
    {
    }

    /// <summary>What does not fit about the inputs: sentences with what was received and what was expected. Empty when all is well.</summary>
    /// <param name="inputs">The shapes of the inputs, without the batch axis.</param>
    protected virtual IEnumerable<string> Check(IReadOnlyList<Shape> inputs) => [];

    /// <summary>Composes the output from the inputs.</summary>
    /// <param name="inputs">The inputs, of shapes that <see cref="Check"/> let pass.</param>
    protected abstract Symbol Call(IReadOnlyList<Symbol> inputs);

    /// <summary>Adds a parameter; for <see cref="Build"/>.</summary>
    /// <param name="name">The name within the layer: "kernel", "bias", …</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">How it starts.</param>
    protected Parameter AddParameter(string name, Shape shape, Initializers.Initializer initializer) =>
        AddParameter(new Parameter(name, shape, initializer));

    /// <summary>Adds a parameter; for <see cref="Build"/>.</summary>
    /// <param name="parameter">The parameter.</param>
    protected Parameter AddParameter(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        parameter.Layer = this;
        _parameters.Add(parameter);
        return parameter;
    }

    Symbol Compose(IReadOnlyList<Symbol> inputs)
    {
        if (inputs.Any(input => input.Shape is null))
        {
            return Symbol.Misfit(inputs, []);
        }

        if (InputCount is { } count && inputs.Count != count)
        {
            return Symbol.Misfit(inputs, [$"received {inputs.Count} inputs; expected {count}."]);
        }

        Shape[] shapes = [.. inputs.Select(input => input.Shape!)];
        string[] problems = [.. Check(shapes)];
        if (problems.Length > 0)
        {
            return Symbol.Misfit(inputs, problems);
        }

        if (!_isBuilt)
        {
            Build(shapes);
            _isBuilt = true;
        }

        return Call(inputs);
    }

    void RequireSameParameters(int before)
    {
        if (_isCalled && _parameters.Count != before)
        {
            throw new InvalidOperationException(
                $"{Kind}: received a call that made {_parameters.Count - before} new parameters after the first call; expected all calls to share them. Make inner layers and parameters in the constructor or in Build.");
        }
    }

    void Adopt(Layer inner)
    {
        if (inner._outer is null)
        {
            inner._outer = this;
            inner._innerName = LayerNames.Next(inner.Name ?? LayerNames.Stem(inner.Kind), _innerNames);
        }

        foreach (Parameter parameter in inner._parameters.Where(parameter => !_parameters.Contains(parameter)))
        {
            _parameters.Add(parameter);
        }
    }
}
