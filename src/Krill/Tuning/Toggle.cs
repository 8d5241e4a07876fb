namespace Krill.Tuning;

/// <summary>Yes or no.</summary>
/// <param name="name">Its name.</param>
public sealed class Toggle(string name) : Hyperparameter(name)
{
    static readonly string[] s_values = ["false", "true"];

    /// <summary>The recipe's own value; false by default.</summary>
    public bool Default { get; init; }

    internal override string DefaultText => s_values[Default ? 1 : 0];

    internal override long? Count => s_values.Length;

    internal override string Range => "false, true";

    internal override string Draw(double uniform) => Pick(s_values.Length, uniform);

    internal override string? Written(string text) => s_values.Contains(text) ? text : null;

    private protected override string At(long place) => s_values[place];
}
