namespace Krill.Tuning;

/// <summary>Something of a recipe that can be chosen: one dimension of a <see cref="SearchSpace"/>.</summary>
public abstract class Hyperparameter
{
    private protected Hyperparameter(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>Its name, once in the space.</summary>
    public string Name { get; }

    /// <summary>When it exists: only where another one of the space, declared before it, has a value; null (default) for always.</summary>
    public HyperparameterCondition? OnlyIf { get; init; }

    /// <summary>The recipe's own value, as text.</summary>
    internal abstract string DefaultText { get; }

    /// <summary>All its values, in order; null where there are too many to list.</summary>
    internal abstract IReadOnlyList<string>? Values { get; }

    /// <summary>What it may be, for errors and tables.</summary>
    internal abstract string Range { get; }

    /// <summary>A value for a number from 0 to less than 1.</summary>
    internal abstract string Draw(double uniform);

    /// <summary>Whether a text is one of its values.</summary>
    internal abstract bool Has(string text);

    /// <summary>One of values for a number from 0 to less than 1, each as likely as the others.</summary>
    private protected static string Pick(IReadOnlyList<string> values, double uniform) => values[Math.Min((int)(uniform * values.Count), values.Count - 1)];
}
