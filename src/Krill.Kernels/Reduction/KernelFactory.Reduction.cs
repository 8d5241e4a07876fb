namespace Krill.Kernels;

internal abstract partial class KernelFactory
{
    /// <summary>sums[i] = Σ over lanes, in order, of partials[lane · length + i]; both shared. Added to sums when <paramref name="accumulate"/>.</summary>
    public abstract TaskKernel SumLanes(int length, int lanes, Storage partials, Storage sums, bool accumulate);

    /// <summary>Per lane: the sum over all elements of a · b (of a where b is none); partials: a float a lane.</summary>
    public abstract BatchKernel LaneSum(Storage a, Storage? b, Storage partials);

    /// <summary>
    /// Per lane and position: Σ over images of input, position i of length taking every element with index ≡ i modulo length (a bias gradient has
    /// length = channels). partials: length floats a lane.
    /// </summary>
    public abstract BatchKernel LaneSumByPosition(int length, Storage input, Storage partials);

    /// <summary>Per lane: the least (or greatest) element; partials: a float a lane.</summary>
    public abstract BatchKernel LaneExtremum(bool greatest, Storage input, Storage partials);

    /// <summary>extremum = the least (or greatest) of the lanes' values; a shared scalar.</summary>
    public abstract TaskKernel FinishExtremum(bool greatest, int lanes, Storage partials, Storage extremum);

    /// <summary>Per lane: how many elements equal the shared scalar; partials: a float a lane.</summary>
    public abstract BatchKernel LaneCountEqual(Storage input, Storage scalar, Storage partials);

    /// <summary>
    /// The gradient of a whole tensor's extremum, shared among all elements that attain it: inputGradient = gradient / count where input = extremum, else 0.
    /// gradient, count and extremum are shared scalars.
    /// </summary>
    public abstract BatchKernel ExtremumGradient(Storage input, Storage extremum, Storage gradient, Storage count, Storage inputGradient);

    /// <summary>output = a ∘ b on shared tensors of equal length, or b a scalar.</summary>
    public abstract TaskKernel SharedBinary(BinaryKind kind, Storage a, Storage b, Storage output);

    /// <summary>output = factor · a on a shared tensor.</summary>
    public abstract TaskKernel SharedScale(float factor, Storage a, Storage output);

    /// <summary>
    /// The penalty l1 · Σ|w| + l2 · Σw² of a weight (a shared scalar, summed in double precision and fixed order), and its gradient
    /// l1 · sign(w) + 2 · l2 · w added to <paramref name="gradient"/> (none when only evaluating).
    /// </summary>
    public abstract TaskKernel Regularize(float l1, float l2, Storage weights, Storage? gradient, Storage penalty);
}
