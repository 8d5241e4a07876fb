namespace Krill.Weights;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Path">Where it was.</param>
/// <param name="Tensors">Its tensors by name.</param>
/// <param name="Metadata">Its free texts; empty where there are none.</param>
internal sealed record SafetensorsFile(string Path, IReadOnlyDictionary<string, StoredTensor> Tensors, IReadOnlyDictionary<string, string> Metadata);
