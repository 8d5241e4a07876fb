namespace Krill.Kernels;

/// <summary>A function of two elements; see <see cref="IUnaryOperator"/>. Of an activation: its gradient, from (saved, outputGradient).</summary>
internal interface IBinaryOperator : IElementOperator
{
    V Invoke<V, S>(V a, V b)
        where V : struct
        where S : struct, ISimd<V>;
}
