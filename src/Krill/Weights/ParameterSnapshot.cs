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

    /// <summary>Writes the numbers as <see cref="Model.SaveWeights"/> writes those at hand.</summary>
    public void Save(string path)
    {
        var sources = new List<TensorSource>();
        int offset = 0;
        foreach ((string name, Parameter parameter) in model.WeightNames())
        {
            int start = offset;
            sources.Add(new TensorSource(name, parameter.Shape, () => _values.AsSpan(start, parameter.Shape.Elements)));
            offset += parameter.Shape.Elements;
        }

        SafetensorsWriter.Write(path, sources);
    }
}
