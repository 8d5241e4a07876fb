using Krill.Data;
using Krill.Layers;
using Krill.Weights;

namespace Krill;

public sealed partial class Model
{
    /// <summary>
    /// Writes all parameters, moving statistics included, into a safetensors file: 32-bit floats in the model's order, each under its layer's name and its
    /// own (<c>conv2d/kernel</c>). The same numbers give the same bytes.
    /// </summary>
    /// <param name="path">The file; folders that do not exist are made. A file that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">It could not be written: no permission, no space. The message names the path.</exception>
    public void SaveWeights(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        SafetensorsWriter.Write(path, [.. WeightNames().Select(weight => new TensorSource(weight.Name, weight.Parameter.Shape, () => weight.Parameter.Values))]);
    }

    /// <summary>Reads all parameters from a file that <see cref="SaveWeights"/> wrote. When they do not fit, none is changed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">
    /// It is not there or is no safetensors file; or tensors are missing, are too many or have other shapes than the model's parameters: then the message
    /// lists all of them.
    /// </exception>
    public void LoadWeights(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        LoadWeights(SafetensorsReader.Read(path));
    }

    internal void LoadWeights(SafetensorsFile file)
    {
        IReadOnlyList<(string Name, Parameter Parameter)> weights = WeightNames();
        WeightFit.Check(file, [.. weights.Select(weight => (weight.Name, weight.Parameter.Shape))]);
        foreach ((string name, Parameter parameter) in weights)
        {
            file.Tensors[name].Values.CopyTo(parameter.Values);
        }
    }

    /// <summary>The name of each parameter in files. Where parts of a layer have the same name, all but the first get a number.</summary>
    internal IReadOnlyList<(string Name, Parameter Parameter)> WeightNames()
    {
        var taken = new HashSet<string>();
        var names = new List<(string, Parameter)>();
        foreach (Parameter parameter in Parameters)
        {
            string name = parameter.FullName;
            for (int i = 1; !taken.Add(name); i++)
            {
                name = $"{parameter.FullName}_{i}";
            }

            names.Add((name, parameter));
        }

        return names;
    }
}
