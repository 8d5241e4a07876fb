namespace Krill.Kernels;

internal abstract partial class KernelFactory
{
    /// <summary>
    /// sums[i] = Σ over lanes, in order, of partials[lane · length + i]; both shared.
    /// Every lane must have an image: partials of others are never written.
    /// </summary>
    public abstract TaskKernel SumLanes(int length, int lanes, Storage partials, Storage sums);

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

internal sealed partial class KernelFactory<V, S>
{
    public override TaskKernel SumLanes(int length, int lanes, Storage partials, Storage sums)
    {
        Operands.RequireLength(sums, length);
        Operands.RequireLength(partials, length * lanes);
        return new SumLanesKernel<V, S>(length, lanes, partials, sums);
    }

    public override BatchKernel LaneSum(Storage a, Storage? b, Storage partials)
    {
        if (b is null)
        {
            return new LaneSumKernel<V, S, ElementTerm>(a, b, partials);
        }

        Operands.RequireLength(b, a.Length);
        return new LaneSumKernel<V, S, ProductTerm>(a, b, partials);
    }

    public override BatchKernel LaneSumByPosition(int length, Storage input, Storage partials)
    {
        Operands.RequirePixels(input, length);
        return new LaneSumByPositionKernel<V, S>(length, input, partials);
    }

    public override BatchKernel LaneExtremum(bool greatest, Storage input, Storage partials) =>
        greatest ? new LaneExtremumKernel<V, S, Greatest>(input, partials) : new LaneExtremumKernel<V, S, Least>(input, partials);

    public override TaskKernel FinishExtremum(bool greatest, int lanes, Storage partials, Storage extremum) =>
        greatest ? new FinishExtremumKernel<Greatest>(lanes, partials, extremum) : new FinishExtremumKernel<Least>(lanes, partials, extremum);

    public override BatchKernel LaneCountEqual(Storage input, Storage scalar, Storage partials) => new LaneCountEqualKernel<V, S>(input, scalar, partials);

    public override BatchKernel ExtremumGradient(Storage input, Storage extremum, Storage gradient, Storage count, Storage inputGradient)
    {
        Operands.RequireLength(inputGradient, input.Length);
        return new ExtremumGradientKernel<V, S>(input, extremum, gradient, count, inputGradient);
    }

    public override TaskKernel SharedBinary(BinaryKind kind, Storage a, Storage b, Storage output) => kind switch
    {
        BinaryKind.Add => new SharedBinaryKernel<V, S, AddOperator>(default, a, b, output),
        BinaryKind.Subtract => new SharedBinaryKernel<V, S, SubtractOperator>(default, a, b, output),
        BinaryKind.Multiply => new SharedBinaryKernel<V, S, MultiplyOperator>(default, a, b, output),
        BinaryKind.Divide => new SharedBinaryKernel<V, S, DivideOperator>(default, a, b, output),
        BinaryKind.DivideNoNan => new SharedBinaryKernel<V, S, DivideNoNanOperator>(default, a, b, output),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public override TaskKernel SharedScale(float factor, Storage a, Storage output) => new SharedUnaryKernel<V, S, ScaleOperator>(new(factor), a, output);

    public override TaskKernel Regularize(float l1, float l2, Storage weights, Storage? gradient, Storage penalty)
    {
        if (gradient is not null)
        {
            Operands.RequireLength(gradient, weights.Length);
        }

        return new RegularizeKernel<V, S>(l1, l2, weights, gradient, penalty);
    }
}
