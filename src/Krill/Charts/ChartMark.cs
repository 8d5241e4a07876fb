namespace Krill.Charts;

/// <summary>A vertical line that marks a place of a <see cref="LineChart"/>, such as the best epoch.</summary>
/// <param name="X">Where it stands; what is not finite, or not positive on a logarithmic axis, is left out.</param>
/// <param name="Label">What stands beside it.</param>
public sealed record ChartMark(double X, string Label);
