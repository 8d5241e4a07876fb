using Krill.Kernels;
using Krill.Layers;

namespace Krill.Optimizers;

/// <summary>A run of a parameter's numbers that an optimizer is to change.</summary>
public readonly ref struct ParameterUpdate
{
    readonly Span<float> _slots;
    readonly int _stride;
    readonly int _offset;

    internal ParameterUpdate(
        KernelFactory kernels, Parameter parameter, int offset, Span<float> weights, ReadOnlySpan<float> gradient, Span<float> slots)
    {
        Kernels = kernels;
        Parameter = parameter;
        Weights = weights;
        Gradient = gradient;
        _slots = slots;
        _stride = parameter.Shape.Elements;
        _offset = offset;
    }

    /// <summary>The parameter that the numbers belong to.</summary>
    public Parameter Parameter { get; }

    /// <summary>The numbers to change.</summary>
    public Span<float> Weights { get; }

    /// <summary>The gradient of the loss with respect to each number, regularization included.</summary>
    public ReadOnlySpan<float> Gradient { get; }

    /// <summary>The kernels that the training runs on.</summary>
    internal KernelFactory Kernels { get; }

    /// <summary>The state of each number, kept from step to step.</summary>
    /// <param name="index">0 to <see cref="Optimizer.Slots"/> - 1.</param>
    public Span<float> Slot(int index) => _slots.Slice((index * _stride) + _offset, Weights.Length);
}
