using System.Runtime.InteropServices;
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

    /// <summary>All numbers, one parameter behind the other.</summary>
    public Span<float> Values => _values;

    /// <summary>Whether another one has the same bits.</summary>
    public bool Is(ParameterSnapshot other) => MemoryMarshal.AsBytes(_values.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other._values.AsSpan()));

    /// <summary>Whether the model has these bits now.</summary>
    public bool IsAtHand()
    {
        ReadOnlySpan<float> rest = _values;
        foreach (Parameter parameter in model.Parameters)
        {
            if (!MemoryMarshal.AsBytes(rest[..parameter.Values.Length]).SequenceEqual(MemoryMarshal.AsBytes(parameter.Values)))
            {
                return false;
            }

            rest = rest[parameter.Values.Length..];
        }

        return true;
    }

    public void CopyFrom(ParameterSnapshot other) => other._values.CopyTo(_values, 0);

    /// <summary>Reads numbers that <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">They are not there, are torn, or are not of such a model.</exception>
    public void Load(string path)
    {
        SafetensorsFile file = SafetensorsReader.Read(path);
        IReadOnlyList<(string Name, Parameter Parameter)> names = model.WeightNames();
        WeightFit.Check(file, [.. names.Select(weight => (weight.Name, weight.Parameter.Shape))]);
        Span<float> rest = _values;
        foreach ((string name, _) in names)
        {
            float[] values = file.Tensors[name].Values;
            values.CopyTo(rest);
            rest = rest[values.Length..];
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
