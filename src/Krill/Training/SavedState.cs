using Krill.Data;
using Krill.Weights;

namespace Krill;

/// <summary>What a callback or an optimizer remembers from epoch to epoch, by name: numbers, and arrays of numbers. It comes back bit for bit.</summary>
/// <remarks>
/// A training that is recorded in a run folder asks for it after epochs, and hands it out again when it goes on after having been killed; see
/// <see cref="Callbacks.Callback.SaveState"/> and <see cref="Optimizers.Optimizer.SaveState"/>.
/// </remarks>
public sealed class SavedState
{
    readonly SavedItems _items;
    readonly string _prefix;

    internal SavedState(SavedItems items, string prefix)
    {
        _items = items;
        _prefix = prefix;
    }

    /// <summary>A number: any double, infinities and NaN included; whole numbers up to 2⁵³.</summary>
    /// <param name="name">Its name, once in each callback or optimizer.</param>
    /// <exception cref="DataException">Reading it, and nothing was saved under the name.</exception>
    public double this[string name]
    {
        get => Find(_items.Numbers, name);
        set => _items.Numbers[_prefix + name] = value;
    }

    /// <summary>Saves an array of numbers.</summary>
    /// <param name="name">Its name, once in each callback or optimizer.</param>
    /// <param name="values">The numbers, which are copied.</param>
    public void SetValues(string name, ReadOnlySpan<float> values) => _items.Values[_prefix + name] = values.ToArray();

    /// <summary>The array of numbers that was saved under a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="DataException">Nothing was saved under the name.</exception>
    public ReadOnlySpan<float> GetValues(string name) => Find(_items.Values, name);

    /// <summary>Whether something was saved under a name.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) =>
        _items.Numbers.ContainsKey(_prefix + name) || _items.Values.ContainsKey(_prefix + name) || _items.Weights.ContainsKey(_prefix + name);

    /// <summary>A state within this one, whose names are its own: for what wraps others and saves theirs too.</summary>
    /// <param name="name">What the part is called.</param>
    public SavedState Part(string name) => new(_items, $"{_prefix}{name}/");

    /// <summary>Saves the weights of a moment; many may save the same ones, which are then written once.</summary>
    internal void SetWeights(string name, ParameterSnapshot weights) => _items.Weights[_prefix + name] = weights;

    /// <summary>Fills in the weights that were saved.</summary>
    internal void GetWeights(string name, ParameterSnapshot weights) => weights.CopyFrom(Find(_items.Weights, name));

    T Find<T>(Dictionary<string, T> items, string name) => items.TryGetValue(_prefix + name, out T? value) ? value : throw new DataException(
        _items.Path, $"a state without \"{_prefix}{name}\"", "what was saved under that name", "Another version of Krill, or of the callback, wrote it: train again.");
}
