using System.Runtime.Intrinsics;

namespace Krill.Kernels;

/// <summary>
/// Makes the kernels of one kernel set. Each family of kernels has its part of this class in its own folder: the abstract
/// method here names the operation and its operands, the generic class below compiles it for one vector width.
/// </summary>
internal abstract partial class KernelFactory
{
    public static KernelFactory For(KernelSet set) => set switch
    {
        KernelSet.Amx or KernelSet.Vector512 => new KernelFactory<Vector512<float>, Simd512>(set),
        KernelSet.Vector256 => new KernelFactory<Vector256<float>, Simd256>(set),
        KernelSet.Vector128 => new KernelFactory<Vector128<float>, Simd128>(set),
        _ => new KernelFactory<float, SimdScalar>(set),
    };

    /// <summary>The set whose kernels this makes.</summary>
    public abstract KernelSet Set { get; }
}

/// <summary>The kernels for one vector width.</summary>
internal sealed partial class KernelFactory<V, S>(KernelSet set) : KernelFactory
    where V : struct
    where S : struct, ISimd<V>
{
    public override KernelSet Set => set;
}
