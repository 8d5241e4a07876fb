namespace Krill.Kernels;

/// <summary>The activations that are functions of one element.</summary>
internal enum ActivationKind
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x where x &gt; 0, else slope · x.</summary>
    LeakyRelu,

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>x · sigmoid(x).</summary>
    Swish,

    /// <summary>x · Φ(x), Φ the normal distribution function (exact, by erf).</summary>
    Gelu,

    /// <summary>tanh(x).</summary>
    Tanh,
}

/// <summary>Arithmetic on two tensors.</summary>
internal enum BinaryKind
{
    Add,
    Subtract,
    Multiply,
    Divide,

    /// <summary>a / b, and 0 where b is 0, whatever a is. The name is TensorFlow's.</summary>
    DivideNoNan,
}

internal abstract partial class KernelFactory
{
    /// <summary>output = f(input). May run in place. <paramref name="slope"/> is for leaky ReLU only.</summary>
    public abstract BatchKernel Activation(ActivationKind kind, float slope, Storage input, Storage output);

    /// <summary>
    /// inputGradient = outputGradient · f′. <paramref name="saved"/> is the activation's output where
    /// <see cref="Activations.SavesOutput"/> says so, else its input. May run in place over outputGradient.
    /// </summary>
    public abstract BatchKernel ActivationGradient(ActivationKind kind, float slope, Storage saved, Storage outputGradient, Storage inputGradient);

    /// <summary>
    /// output = a ∘ b. <paramref name="b"/> may be shared, and shorter: its floats repeat along each image of a, so that a
    /// length of 1 is a scalar and a length of the last axis a value per channel. May run in place over a or over an equally long b.
    /// </summary>
    public abstract BatchKernel Binary(BinaryKind kind, Storage a, Storage b, Storage output);

    /// <summary>output = factor · input. May run in place.</summary>
    public abstract BatchKernel Scale(float factor, Storage input, Storage output);

    /// <summary>output = input clipped to [minimum, maximum]. May run in place.</summary>
    public abstract BatchKernel Clip(float minimum, float maximum, Storage input, Storage output);

    /// <summary>inputGradient = outputGradient where minimum ≤ input ≤ maximum, else 0. May run in place over outputGradient.</summary>
    public abstract BatchKernel ClipGradient(float minimum, float maximum, Storage input, Storage outputGradient, Storage inputGradient);

    /// <summary>output = round(input · multiplier) / multiplier, halves to even. May run in place.</summary>
    public abstract BatchKernel Round(float multiplier, Storage input, Storage output);

    /// <summary>output = value everywhere.</summary>
    public abstract BatchKernel Fill(float value, Storage output);

    /// <summary>
    /// Copies blocks: for every image and every row r in [0, rows): length floats from input at inputOffset + r · inputStride to output at
    /// outputOffset + r · outputStride. Concatenation and its gradient are made of it.
    /// </summary>
    public abstract BatchKernel CopyRows(Storage input, int inputOffset, int inputStride, Storage output, int outputOffset, int outputStride, int rows, int length);
}

internal sealed partial class KernelFactory<V, S>
{
    public override BatchKernel Activation(ActivationKind kind, float slope, Storage input, Storage output) => kind switch
    {
        ActivationKind.Relu => new UnaryKernel<V, S, ReluOperator>(default, input, output),
        ActivationKind.LeakyRelu => new UnaryKernel<V, S, LeakyReluOperator>(new(slope), input, output),
        ActivationKind.Sigmoid => new UnaryKernel<V, S, SigmoidOperator>(default, input, output),
        ActivationKind.Swish => new UnaryKernel<V, S, SwishOperator>(default, input, output),
        ActivationKind.Gelu => new UnaryKernel<V, S, GeluOperator>(default, input, output),
        ActivationKind.Tanh => new UnaryKernel<V, S, TanhOperator>(default, input, output),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public override BatchKernel ActivationGradient(ActivationKind kind, float slope, Storage saved, Storage outputGradient, Storage inputGradient) => kind switch
    {
        ActivationKind.Relu => new BinaryKernel<V, S, ReluOperator>(default, saved, outputGradient, inputGradient),
        ActivationKind.LeakyRelu => new BinaryKernel<V, S, LeakyReluOperator>(new(slope), saved, outputGradient, inputGradient),
        ActivationKind.Sigmoid => new BinaryKernel<V, S, SigmoidOperator>(default, saved, outputGradient, inputGradient),
        ActivationKind.Swish => new BinaryKernel<V, S, SwishOperator>(default, saved, outputGradient, inputGradient),
        ActivationKind.Gelu => new BinaryKernel<V, S, GeluOperator>(default, saved, outputGradient, inputGradient),
        ActivationKind.Tanh => new BinaryKernel<V, S, TanhOperator>(default, saved, outputGradient, inputGradient),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public override BatchKernel Binary(BinaryKind kind, Storage a, Storage b, Storage output) => kind switch
    {
        BinaryKind.Add => Binary<AddOperator>(a, b, output),
        BinaryKind.Subtract => Binary<SubtractOperator>(a, b, output),
        BinaryKind.Multiply => Binary<MultiplyOperator>(a, b, output),
        BinaryKind.Divide => Binary<DivideOperator>(a, b, output),
        BinaryKind.DivideNoNan => Binary<DivideNoNanOperator>(a, b, output),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    static BatchKernel Binary<TOperator>(Storage a, Storage b, Storage output)
        where TOperator : struct, IBinaryOperator => b.Kind != StorageKind.Shared && b.Length == a.Length
        ? new BinaryKernel<V, S, TOperator>(default, a, b, output)
        : new BroadcastBinaryKernel<V, S, TOperator>(default, a, b, output);

    public override BatchKernel Scale(float factor, Storage input, Storage output) => new UnaryKernel<V, S, ScaleOperator>(new(factor), input, output);

    public override BatchKernel Clip(float minimum, float maximum, Storage input, Storage output) =>
        new UnaryKernel<V, S, ClipOperator>(new(minimum, maximum), input, output);

    public override BatchKernel ClipGradient(float minimum, float maximum, Storage input, Storage outputGradient, Storage inputGradient) =>
        new BinaryKernel<V, S, ClipOperator>(new(minimum, maximum), input, outputGradient, inputGradient);

    public override BatchKernel Round(float multiplier, Storage input, Storage output) => new UnaryKernel<V, S, RoundOperator>(new(multiplier), input, output);

    public override BatchKernel Fill(float value, Storage output) => new FillKernel<V, S>(value, output);

    public override BatchKernel CopyRows(Storage input, int inputOffset, int inputStride, Storage output, int outputOffset, int outputStride, int rows, int length) =>
        new CopyRowsKernel<V, S>(input, new(inputOffset, inputStride), output, new(outputOffset, outputStride), rows, length);
}
