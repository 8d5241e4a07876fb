using Krill.Graph;
using Krill.Kernels;

namespace Krill.Testing.Reference;

/// <summary>Functions of one element, and softmax.</summary>
internal static class ReferenceActivations
{
    public static ReferenceTensor Evaluate(Activation activation, ReferenceTensor x, ReferenceTensor pieces) => activation.Kind switch
    {
        ActivationKind.Relu => x.Zip(pieces, (value, piece) => piece > 0 ? value : 0),
        ActivationKind.LeakyRelu => x.Zip(pieces, (value, piece) => piece > 0 ? value : activation.Slope * value),
        ActivationKind.Sigmoid => x.Select(Sigmoid),
        ActivationKind.Swish => x.Select(value => value * Sigmoid(value)),
        ActivationKind.Gelu => x.Select(value => value * NormalReference.Distribution(value)),
        ActivationKind.Tanh => x.Select(Math.Tanh),
        _ => throw new NotSupportedException($"The reference has no activation {activation.Kind}."),
    };

    public static ReferenceTensor Softmax(ReferenceTensor x, int axis)
    {
        var result = ReferenceTensor.Zeros(x.Shape, x.IsBatched, x.Images);
        int place = axis < 0 ? axis + x.Shape.Rank : axis, size = x.Shape[place];
        int step = x.Shape.Skip(place + 1).Aggregate(1, (product, length) => product * length);
        for (int i = 0; i < x.Values.Length; i++)
        {
            // The first element of the line along the axis that this one is on.
            int first = i - (i / step % size * step);
            double greatest = double.NegativeInfinity, sum = 0;
            for (int j = 0; j < size; j++)
            {
                greatest = Math.Max(greatest, x.Values[first + (j * step)]);
            }

            for (int j = 0; j < size; j++)
            {
                sum += Math.Exp(x.Values[first + (j * step)] - greatest);
            }

            result.Values[i] = Math.Exp(x.Values[i] - greatest) / sum;
        }

        return result;
    }

    static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
