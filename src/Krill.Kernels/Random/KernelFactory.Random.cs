namespace Krill.Kernels;

internal abstract partial class KernelFactory
{
    /// <summary>
    /// output = input / (1 - rate) with probability 1 - rate, else 0. The numbers are a function of (seed, step, operation, image, element)
    /// alone, so the gradient is the same kernel on the gradients. May run in place.
    /// </summary>
    public abstract BatchKernel Dropout(float rate, StepState state, int operation, Storage input, Storage output);

    /// <summary>output = input + N(0, deviation²). May run in place.</summary>
    public abstract BatchKernel GaussianNoise(float deviation, StepState state, int operation, Storage input, Storage output);

    /// <summary>output = input · N(1, rate / (1 - rate)), the second number the variance. The gradient is the same kernel on the gradients. May run in place.</summary>
    public abstract BatchKernel GaussianDropout(float rate, StepState state, int operation, Storage input, Storage output);
}

internal sealed partial class KernelFactory<V, S>
{
    public override BatchKernel Dropout(float rate, StepState state, int operation, Storage input, Storage output) =>
        new NoiseKernel<V, S, DropoutOperator>(new(rate, (float)(1 / (1 - (double)rate))), state, operation, input, output);

    public override BatchKernel GaussianNoise(float deviation, StepState state, int operation, Storage input, Storage output) =>
        new NoiseKernel<V, S, GaussianNoiseOperator>(new(deviation), state, operation, input, output);

    public override BatchKernel GaussianDropout(float rate, StepState state, int operation, Storage input, Storage output) =>
        new NoiseKernel<V, S, GaussianDropoutOperator>(new((float)Math.Sqrt(rate / (1 - (double)rate))), state, operation, input, output);
}
