using Krill.Kernels;

namespace Krill.Testing;

/// <summary>From the name that a theory gets to the kernels.</summary>
internal static class AvailableKernelSets
{
    /// <summary>The factory of the named set, which must be the set that it says: a test of a fallback would test nothing.</summary>
    public static KernelFactory Factory(string set)
    {
        KernelFactory factory = KernelFactory.For(KernelSets.Choose(set, bfloat16: false));
        if (KernelSets.Name(factory.Set) != set)
        {
            throw new CheckFailedException($"Kernels of set {set} were asked for; the factory makes {KernelSets.Name(factory.Set)}.");
        }

        return factory;
    }
}
