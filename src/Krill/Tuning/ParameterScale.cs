namespace Krill.Tuning;

/// <summary>How the values of a range lie.</summary>
public enum ParameterScale
{
    /// <summary>Equal distances are as likely as each other, and steps are added.</summary>
    Linear,

    /// <summary>Equal factors are as likely as each other, and steps are multiplied. Both ends are greater than 0.</summary>
    Logarithmic,
}
