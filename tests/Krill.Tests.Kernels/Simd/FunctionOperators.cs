using Krill.Kernels;

namespace Krill.Tests.Kernels;

// The functions of SimdMath as operators, so that the loops of the kernels can run them.

internal readonly struct ExpFunction : IUnaryOperator
{
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V> => SimdMath.Exp<V, S>(x);
}

internal readonly struct LogFunction : IUnaryOperator
{
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V> => SimdMath.Log<V, S>(x);
}

/// <summary>The sine of the turn in the bits of the input.</summary>
internal readonly struct SinFunction : IUnaryOperator
{
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V> => SimdMath.SinCos<V, S>(x, out _);
}

/// <summary>The cosine of the turn in the bits of the input.</summary>
internal readonly struct CosFunction : IUnaryOperator
{
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V>
    {
        SimdMath.SinCos<V, S>(x, out V cosine);
        return cosine;
    }
}

internal readonly struct NormalDistributionFunction : IUnaryOperator
{
    public V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V> => SimdMath.NormalDistribution<V, S>(x, out _);
}
