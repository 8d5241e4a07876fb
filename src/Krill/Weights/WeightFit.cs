using Krill.Data;

namespace Krill.Weights;

/// <summary>Compares the tensors of a file with those that are expected.</summary>
internal static class WeightFit
{
    /// <exception cref="DataException">They differ; the message lists every difference.</exception>
    public static void Check(SafetensorsFile file, IReadOnlyList<(string Name, Shape Shape)> expected)
    {
        var problems = new List<string>();
        foreach ((string name, Shape shape) in expected)
        {
            if (!file.Tensors.TryGetValue(name, out StoredTensor? tensor))
            {
                problems.Add($"\"{name}\" {shape} is missing");
            }
            else if (!tensor.Has(shape))
            {
                problems.Add($"\"{name}\" has the shape {tensor.ShapeText} instead of {shape}");
            }
        }

        HashSet<string> known = [.. expected.Select(tensor => tensor.Name)];
        problems.AddRange(file.Tensors.Values
            .Where(tensor => !known.Contains(tensor.Name))
            .Select(tensor => $"\"{tensor.Name}\" {tensor.ShapeText} has no place in the model"));
        if (problems.Count > 0)
        {
            throw new DataException(
                file.Path,
                $"weights that differ from the model's in {problems.Count} places: {string.Join("; ", problems)}",
                $"its {expected.Count} tensors",
                "Load them into the model that they were saved from.");
        }
    }
}
