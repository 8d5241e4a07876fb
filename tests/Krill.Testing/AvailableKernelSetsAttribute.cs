using System.Reflection;
using Krill.Kernels;
using Xunit.Sdk;

namespace Krill.Testing;

/// <summary>
/// Data for a theory: a row for every kernel set that this machine runs, its name first; with cases given, a row for every
/// set and case. (Names, because a public test method cannot take an internal enum.)
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AvailableKernelSetsAttribute(params object[] cases) : DataAttribute
{
    /// <summary>The second arguments; none for a theory with the set alone.</summary>
    public IReadOnlyList<object> Cases { get; } = cases;

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        IEnumerable<string> names = KernelSets.Available.Select(KernelSets.Name);
        return Cases.Count == 0
            ? names.Select(name => new object[] { name })
            : names.SelectMany(name => Cases.Select(each => new object[] { name, each }));
    }
}
