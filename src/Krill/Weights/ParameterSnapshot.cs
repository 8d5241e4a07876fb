using Krill.Layers;

namespace Krill.Weights;

/// <summary>The numbers of a model's parameters at some moment, moving statistics included. Taking it again allocates nothing.</summary>
internal sealed class ParameterSnapshot(Model model)
{
    readonly float[] _values = new float[model.ParameterCount];

    public void Take()
    {
        Span<float> rest = _values;
        foreach (Parameter parameter in model.Parameters)
        {
            parameter.Values.CopyTo(rest);
            rest = rest[parameter.Values.Length..];
        }
    }

    public void Restore()
    {
        ReadOnlySpan<float> rest = _values;
        foreach (Parameter parameter in model.Parameters)
        {
            rest[..parameter.Values.Length].CopyTo(parameter.Values);
            rest = rest[parameter.Values.Length..];
        }
    }

    /// <summary>The numbers of one parameter.</summary>
    public ReadOnlySpan<float> ValuesOf(Parameter parameter)
    {
        int offset = 0;
        foreach (Parameter other in model.Parameters)
        {
            if (other == parameter)
            {
                return _values.AsSpan(offset, parameter.Shape.Elements);
            }

            offset += other.Shape.Elements;
        }

        throw new ArgumentException($"ParameterSnapshot: {parameter.FullName} is not a parameter of the model.", nameof(parameter));
    }
}
