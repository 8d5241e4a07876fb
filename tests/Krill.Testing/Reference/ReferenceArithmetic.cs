using Krill.Kernels;

namespace Krill.Testing.Reference;

/// <summary>Arithmetic on tensors, with values that are one for all images; extrema of whole batches; concatenation.</summary>
internal static class ReferenceArithmetic
{
    /// <summary>Arithmetic; which divisors are 0 is said by those of <paramref name="pieces"/>, that do not move.</summary>
    public static ReferenceTensor Binary(BinaryKind kind, ReferenceTensor a, ReferenceTensor b, ReferenceTensor pieces, int images)
    {
        var result = ReferenceTensor.Zeros(a.Shape, a.IsBatched, images);
        for (int i = 0; i < result.Values.Length; i++)
        {
            double left = a.Values[i], right = b.At(i / a.Length, i % a.Length % b.Length);
            result.Values[i] = kind switch
            {
                BinaryKind.Add => left + right,
                BinaryKind.Subtract => left - right,
                BinaryKind.Multiply => left * right,
                BinaryKind.Divide => left / right,
                BinaryKind.DivideNoNan => pieces.At(i / a.Length, i % a.Length % b.Length) == 0 ? 0 : left / right,
                _ => throw new NotSupportedException($"The reference has no {kind}."),
            };
        }

        return result;
    }

    public static ReferenceTensor Broadcast(ReferenceTensor x, Shape shape, int images)
    {
        var result = ReferenceTensor.Zeros(shape, true, images);
        for (int i = 0; i < result.Values.Length; i++)
        {
            result.Values[i] = x.Values[i % shape.Elements % x.Length];
        }

        return result;
    }

    public static ReferenceTensor RepeatNumber(ReferenceTensor x, Shape shape, int images)
    {
        var result = ReferenceTensor.Zeros(shape, true, images);
        for (int i = 0; i < result.Values.Length; i++)
        {
            result.Values[i] = x.Values[i / shape.Elements];
        }

        return result;
    }

    /// <summary>The extremum; as it moves, the mean of all elements that attain it, which gives each an equal share of the gradient.</summary>
    public static ReferenceTensor Extremum(bool greatest, ReferenceTensor x, ReferenceTensor pieces)
    {
        double extremum = greatest ? pieces.Values.Max() : pieces.Values.Min();
        double mean = x.Values.Where((_, i) => pieces.Values[i] == extremum).Average();
        return new ReferenceTensor(new Shape(), false, [mean]);
    }

    public static ReferenceTensor Concatenate(IReadOnlyList<ReferenceTensor> inputs, int axis, Shape shape)
    {
        int place = axis < 0 ? axis + shape.Rank : axis, images = inputs[0].Images;
        int outer = images * shape.Take(place).Aggregate(1, (product, length) => product * length);
        IEnumerable<double> values = Enumerable.Range(0, outer).SelectMany(row => inputs.SelectMany(input =>
        {
            int length = input.Values.Length / outer;
            return input.Values.Skip(row * length).Take(length);
        }));
        return new ReferenceTensor(shape, true, [.. values]);
    }
}
