namespace Krill.Tuning;

/// <summary>When a hyperparameter exists.</summary>
/// <param name="Parameter">Another one, declared before.</param>
/// <param name="Value">The value that it must have, as text: <c>swish</c>, <c>true</c>, <c>64</c>.</param>
public sealed record HyperparameterCondition(string Parameter, string Value);
