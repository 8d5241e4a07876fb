using System.Reflection;
using System.Runtime.Loader;
using Krill.Kernels;

namespace Krill.Tests.Kernels;

public sealed class KernelChoiceTests
{
    // In another copy of the assembly, which has not chosen yet; what this one has chosen stays.
    [Theory]
    [InlineData(nameof(KernelSets.Current))]
    [InlineData(nameof(KernelSets.CurrentForBfloat16))]
    public void Current_WithAWrongName_IsAnArgumentExceptionEachTime(string property)
    {
        _ = (KernelSets.Current, KernelSets.CurrentForBfloat16);
        string? before = Environment.GetEnvironmentVariable(KernelSets.Variable);
        var context = new AssemblyLoadContext(property, isCollectible: true);
        try
        {
            Environment.SetEnvironmentVariable(KernelSets.Variable, "vector1024");
            PropertyInfo current = context.LoadFromAssemblyPath(typeof(KernelSets).Assembly.Location).GetType(typeof(KernelSets).FullName!)!.GetProperty(property)!;
            for (int call = 0; call < 2; call++)
            {
                var thrown = Assert.Throws<TargetInvocationException>(() => current.GetValue(null));
                Assert.StartsWith("KRILL_KERNELS: received \"vector1024\"; expected one", Assert.IsType<ArgumentException>(thrown.InnerException).Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable(KernelSets.Variable, before);
            context.Unload();
        }
    }
}
