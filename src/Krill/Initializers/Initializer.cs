namespace Krill.Initializers;

/// <summary>How a parameter's numbers start.</summary>
/// <remarks>
/// To write one: derive from this and fill the numbers. Random ones come from another initializer, such as <see cref="RandomUniform"/>, with the seed that is
/// given, so that the same seed gives the same bits.
/// </remarks>
public abstract class Initializer
{
    /// <summary>Fills a parameter's numbers.</summary>
    /// <param name="values">The numbers to fill, the last axis innermost.</param>
    /// <param name="shape">The parameter's shape.</param>
    /// <param name="seed">The key of the random numbers: a function of the model's seed and the parameter's place.</param>
    public abstract void Fill(Span<float> values, Shape shape, ulong seed);

    /// <summary>
    /// The fans of a kernel as Keras counts them: the last two axes are input and output channels, what lies before them is the window, which
    /// multiplies both.
    /// </summary>
    /// <param name="shape">The parameter's shape.</param>
    /// <returns>How many inputs an output has, and how many outputs an input has.</returns>
    protected static (double FanIn, double FanOut) Fans(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        switch (shape.Rank)
        {
            case 0:
                return (1, 1);
            case 1:
                return (shape[0], shape[0]);
            default:
                double window = (double)shape.Elements / shape[^1] / shape[^2];
                return (window * shape[^2], window * shape[^1]);
        }
    }
}
