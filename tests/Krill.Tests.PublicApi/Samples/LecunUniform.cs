// sample
using Krill;
using Krill.Initializers;
// end

namespace Samples;

// sample
/// <summary>Numbers spread evenly over [-limit, limit), limit = √(3 / fan in).</summary>
sealed class LecunUniform : Initializer
{
    public override void Fill(Span<float> values, Shape shape, ulong seed)
    {
        float limit = MathF.Sqrt(3 / (float)Fans(shape).FanIn);
        new RandomUniform(-limit, limit).Fill(values, shape, seed);
    }
}
// end
