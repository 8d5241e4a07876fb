using Krill.Weights;

namespace Krill;

/// <summary>What all callbacks and the optimizer of a training have saved, by whole names.</summary>
/// <param name="path">Where it is kept, for errors.</param>
internal sealed class SavedItems(string path)
{
    public string Path => path;

    public Dictionary<string, double> Numbers { get; } = [];

    public Dictionary<string, float[]> Values { get; } = [];

    public Dictionary<string, ParameterSnapshot> Weights { get; } = [];
}
