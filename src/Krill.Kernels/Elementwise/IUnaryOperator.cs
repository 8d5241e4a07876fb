namespace Krill.Kernels;

/// <summary>
/// A function of one element, as a struct with its parameters as fields: the loop over elements is written once
/// (<see cref="ElementLoops"/>) and compiled for each operator and width, with the operator inlined.
/// </summary>
internal interface IUnaryOperator : IElementOperator
{
    V Invoke<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V>;
}
