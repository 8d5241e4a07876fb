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

    /// <summary>How many values it has; null where that cannot be said.</summary>
    internal abstract long? Count { get; }

    /// <summary>All its values, in order, made as they are asked for; null where they cannot be listed.</summary>
    internal IEnumerable<string>? Values => Count is { } count ? Listed(count) : null;

    /// <summary>What it may be, for errors and tables.</summary>
    internal abstract string Range { get; }

    /// <summary>A value for a number from 0 to less than 1.</summary>
    internal abstract string Draw(double uniform);

    /// <summary>The value that a text says, as it is written: 0.1 for 0.10; null where it is none of the values.</summary>
    internal abstract string? Written(string text);

    /// <summary>Whether a text is one of its values.</summary>
    internal bool Has(string text) => Written(text) is not null;

    /// <summary>Makes sure that the recipe's own value is one of the values, once all is known of it.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    internal void CheckDefault()
    {
        if (!Has(DefaultText))
        {
            throw new ArgumentException($"{GetType().Name} {Name}: received the default {DefaultText}; expected {Range}.");
        }
    }

    /// <summary>The value at a place, 0 to <see cref="Count"/> - 1.</summary>
    private protected abstract string At(long place);

    /// <summary>One of the values for a number from 0 to less than 1, each as likely as the others.</summary>
    private protected string Pick(long count, double uniform) => At(Math.Min((long)(uniform * count), count - 1));

    IEnumerable<string> Listed(long count)
    {
        for (long place = 0; place < count; place++)
        {
            yield return At(place);
        }
    }
}
