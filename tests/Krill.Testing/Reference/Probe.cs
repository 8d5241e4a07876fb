using Krill.Layers;

namespace Krill.Testing.Reference;

/// <summary>A derivative to compare: along one number of a parameter, or along a random direction through all of them.</summary>
/// <param name="Parameter">Which of the model's parameters.</param>
/// <param name="Element">The number, or none for the direction.</param>
internal readonly record struct Probe(int Parameter, int? Element)
{
    // Parameters up to this size are probed number by number.
    const int Small = 256;

    /// <summary>The probes of a model: every number of its small parameters; of large ones some numbers, and a direction that all take part in.</summary>
    public static IEnumerable<Probe> Of(Model model)
    {
        for (int i = 0; i < model.Parameters.Count; i++)
        {
            Parameter parameter = model.Parameters[i];
            int length = parameter.Shape.Elements;
            IEnumerable<int?> elements = length <= Small
                ? Enumerable.Range(0, length).Select(element => (int?)element)
                : [0, length / 3, (length / 2) + 1, length - 1, null];
            foreach (int? element in parameter.IsTrainable ? elements : [])
            {
                yield return new Probe(i, element);
            }
        }
    }

    /// <summary>1 for the probed number; for a direction 1 or -1 for each.</summary>
    public double[] Direction(int length)
    {
        if (Element is not { } element)
        {
            return [.. TestValues.Uniform(length, (ulong)Parameter, -1, 1).Select(value => value < 0 ? -1.0 : 1)];
        }

        var direction = new double[length];
        direction[element] = 1;
        return direction;
    }
}
