// sample
using Krill;
using Krill.Initializers;
using Krill.Layers;
// end

namespace Samples;

// sample
/// <summary>x · scale + offset, each a number per channel that is learned.</summary>
sealed class Affine : Layer
{
    Parameter? _scale, _offset;

    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        _scale = AddParameter("scale", new Shape(inputs[0][^1]), new Ones());
        _offset = AddParameter("offset", new Shape(inputs[0][^1]), new Zeros());
    }

    protected override Symbol Call(IReadOnlyList<Symbol> inputs) => inputs[0].Multiply(_scale!.Symbol).Add(_offset!.Symbol);
}
// end
