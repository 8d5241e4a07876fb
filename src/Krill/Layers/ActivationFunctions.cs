using Krill.Kernels;

namespace Krill.Layers;

/// <summary>The operation behind each activation function.</summary>
internal static class ActivationFunctions
{
    public static Symbol Of(ActivationFunction function, Symbol input) => function switch
    {
        ActivationFunction.Linear => input,
        ActivationFunction.Relu => Elementwise(ActivationKind.Relu, input),
        ActivationFunction.LeakyRelu => Elementwise(ActivationKind.LeakyRelu, input, LeakyReLU.DefaultAlpha),
        ActivationFunction.Sigmoid => Elementwise(ActivationKind.Sigmoid, input),
        ActivationFunction.Swish => Elementwise(ActivationKind.Swish, input),
        ActivationFunction.Gelu => Elementwise(ActivationKind.Gelu, input),
        ActivationFunction.Tanh => Elementwise(ActivationKind.Tanh, input),
        ActivationFunction.Softmax => Symbol.Of(new Graph.Softmax(-1), input),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, $"ActivationFunctions: received {function}; expected a named function."),
    };

    public static Symbol Elementwise(ActivationKind kind, Symbol input, float slope = 0) => Symbol.Of(new Graph.Activation(kind, slope), input);
}
