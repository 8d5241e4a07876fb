namespace Krill.Kernels;

/// <summary>An optimizer's update of one weight; see <see cref="IUnaryOperator"/>. Each has up to three floats of state a weight.</summary>
internal interface IUpdateOperator
{
    /// <summary>Floats of state a weight; the states behind are neither read nor written.</summary>
    static abstract int States { get; }

    void Invoke<V, S>(V gradient, ref V weight, ref V state0, ref V state1, ref V state2)
        where V : struct
        where S : struct, ISimd<V>;
}
