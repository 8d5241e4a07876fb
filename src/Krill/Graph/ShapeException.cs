namespace Krill;

/// <summary>A network whose shapes do not fit. The message lists all of its problems, not only the first.</summary>
public sealed class ShapeException : Exception
{
    /// <summary>An exception for the problems found.</summary>
    /// <param name="problems">The problems, each with where it is, what was received and what was expected.</param>
    public ShapeException(IReadOnlyList<string> problems)
        : base(Describe(problems))
    {
        Problems = problems;
    }

    /// <summary>The problems in the order of the network.</summary>
    public IReadOnlyList<string> Problems { get; }

    static string Describe(IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return problems.Count == 1
            ? problems[0]
            : $"The network has {problems.Count} problems:{string.Concat(problems.Select(problem => $"{Environment.NewLine}  - {problem}"))}";
    }
}
