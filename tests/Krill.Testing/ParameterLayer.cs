using Krill.Initializers;
using Krill.Layers;

namespace Krill.Testing;

/// <summary>A layer of one parameter, composed as the test says.</summary>
public sealed class ParameterLayer(Shape shape, Func<Symbol, Symbol, Symbol> compose) : Layer
{
    Parameter? _parameter;

    /// <summary>The parameter, once the layer has been applied.</summary>
    public Parameter Parameter => _parameter!;

    protected override void Build(IReadOnlyList<Shape> inputs) => _parameter = AddParameter("parameter", shape, new RandomUniform(0.5f, 1.5f));

    protected override Symbol Call(IReadOnlyList<Symbol> inputs) => compose(inputs[0], Parameter.Symbol);
}
