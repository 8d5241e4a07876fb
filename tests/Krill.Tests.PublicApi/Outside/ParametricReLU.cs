using Krill;
using Krill.Initializers;
using Krill.Layers;

namespace Outside;

/// <summary>x where x &gt; 0, else alpha · x, alpha a number per channel that is learned: a layer as a user writes it. Source: He et al. (2015).</summary>
sealed class ParametricReLU : Layer
{
    Parameter? _alpha;

    public Initializer AlphaInitializer { get; init; } = new Constant(0.25f);

    protected override IEnumerable<string> Check(IReadOnlyList<Shape> inputs)
    {
        if (inputs[0].Rank == 0)
        {
            yield return $"received {inputs[0]}; expected at least the axis of the channels.";
        }
        else if (_alpha is not null && inputs[0][^1] != _alpha.Shape[0])
        {
            yield return $"received {inputs[0]}; expected {_alpha.Shape[0]} channels, as in the first place where the layer was applied.";
        }
    }

    protected override void Build(IReadOnlyList<Shape> inputs) => _alpha = AddParameter("alpha", new Shape(inputs[0][^1]), AlphaInitializer);

    protected override Symbol Call(IReadOnlyList<Symbol> inputs) =>
        inputs[0].Relu().Subtract(inputs[0].Rescaling(-1).Relu().Multiply(_alpha!.Symbol));
}
