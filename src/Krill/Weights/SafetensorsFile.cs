namespace Krill.Weights;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Path">Where it was.</param>
/// <param name="Tensors">Its tensors by name.</param>
/// <param name="Metadata">Its free texts; empty where there are none.</param>
internal sealed record SafetensorsFile(string Path, IReadOnlyDictionary<string, StoredTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The tensors whose names begin with a prefix, without it.</summary>
    public SafetensorsFile Part(string prefix) => this with
    {
        Tensors = Tensors.Where(tensor => tensor.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(tensor => tensor.Key[prefix.Length..], tensor => tensor.Value with { Name = tensor.Key[prefix.Length..] }),
    };
}
