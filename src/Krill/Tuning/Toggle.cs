namespace Krill.Tuning;

/// <summary>Yes or no.</summary>
/// <param name="name">Its name.</param>
public sealed class Toggle(string name) : Hyperparameter(name)
{
    static readonly string[] s_values = ["false", "true"];

    /// <summary>The recipe's own value; false by default.</summary>
    public bool Default { get; init; }

    internal override string DefaultText => s_values[Default ? 1 : 0];

    internal override IReadOnlyList<string> Values => s_values;

    internal override string Range => "false, true";

    internal override string Draw(double uniform) => Pick(s_values, uniform);

    internal override bool Has(string text) => s_values.Contains(text);
}
