using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

/// <summary>The element-wise operations in double precision.</summary>
internal static class ElementwiseReference
{
    public static double Activation(ActivationKind kind, double slope, double x) => kind switch
    {
        ActivationKind.Relu => double.IsNaN(x) ? x : Math.Max(x, 0),
        ActivationKind.LeakyRelu => x > 0 ? x : slope * x,
        ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ActivationKind.Swish => x / (1 + Math.Exp(-x)),
        ActivationKind.Gelu => x * NormalReference.Distribution(x),
        ActivationKind.Tanh => Math.Tanh(x),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static double Binary(BinaryKind kind, double a, double b) => kind switch
    {
        BinaryKind.Add => a + b,
        BinaryKind.Subtract => a - b,
        BinaryKind.Multiply => a * b,
        BinaryKind.Divide => a / b,
        BinaryKind.DivideNoNan => b == 0 ? 0 : a / b,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
