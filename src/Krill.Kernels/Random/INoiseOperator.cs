namespace Krill.Kernels;

/// <summary>What is done to an element with a random number of its own; see <see cref="IUnaryOperator"/>.</summary>
internal interface INoiseOperator
{
    /// <summary>Which numbers these are.</summary>
    static abstract RandomPurpose Purpose { get; }

    /// <summary>Turns four words of random bits into four random numbers of the kind that <see cref="Invoke"/> takes.</summary>
    static abstract void Draw<V, S>(ref V a, ref V b, ref V c, ref V d)
        where V : struct
        where S : struct, ISimd<V>;

    V Invoke<V, S>(V x, V random)
        where V : struct
        where S : struct, ISimd<V>;
}
