using Krill.Graph;

namespace Krill.Testing.Reference;

/// <summary>One naive evaluator for each operation of the library, straight from its definition.</summary>
/// <remarks>
/// Functions with pieces (ReLU, maximum, clip, …) take the piece from operands of their own. For a value these are the operands; for a derivative
/// they stay the operands at the point itself while the operands move. So differences never cross a kink, and at a kink they are what
/// frameworks agree on and not the mean of both sides.
/// </remarks>
internal static class ReferenceOperations
{
    /// <param name="symbol">What to evaluate.</param>
    /// <param name="inputs">The values of its inputs.</param>
    /// <param name="pieces">The values of its inputs that choose the piece.</param>
    /// <param name="context">What else the value depends on.</param>
    public static ReferenceTensor Evaluate(
        Symbol symbol, IReadOnlyList<ReferenceTensor> inputs, IReadOnlyList<ReferenceTensor> pieces, ReferenceContext context)
    {
        ReferenceTensor x = inputs[0];
        return symbol.Operation switch
        {
            Identity => x,
            Reshape => x with { Shape = symbol.Shape! },
            Activation activation => ReferenceActivations.Evaluate(activation, x, pieces[0]),
            Softmax softmax => ReferenceActivations.Softmax(x, softmax.Axis),
            Scale scale => x.Select(value => value * scale.Factor),
            Shift shift => x.Select(value => value + shift.Offset),
            Clip clip => x.Zip(pieces[0], (value, piece) => piece < clip.Minimum ? clip.Minimum : piece > clip.Maximum ? clip.Maximum : value),
            Round round => Round(round, x, pieces[0]),
            BinaryOperation binary => ReferenceArithmetic.Binary(binary.Kind, x, inputs[1], pieces[1], context.Images),
            Broadcast => ReferenceArithmetic.Broadcast(x, symbol.Shape!, context.Images),
            RepeatNumber => ReferenceArithmetic.RepeatNumber(x, symbol.Shape!, context.Images),
            WholeExtremum extremum => ReferenceArithmetic.Extremum(extremum.IsGreatest, x, pieces[0]),
            Concatenate concatenate => ReferenceArithmetic.Concatenate(inputs, concatenate.Axis, symbol.Shape!),
            Convolution convolution => ReferenceProducts.Convolution(convolution, inputs, symbol.Shape!),
            MatrixProduct => ReferenceProducts.MatrixProduct(inputs, symbol.Shape!),
            MaxPool pool => ReferencePooling.Maximum(pool, x, pieces[0], symbol.Shape!),
            AveragePool pool => ReferencePooling.Mean(pool, x, symbol.Shape!),
            BatchNormalization normalization => ReferenceNormalization.Evaluate(normalization, symbol, inputs, context),
            Dropout or GaussianDropout => context.Noise.TryGetValue(symbol, out ReferenceTensor? factors) ? x.Zip(factors, (a, b) => a * b) : x,
            GaussianNoise => context.Noise.TryGetValue(symbol, out ReferenceTensor? summands) ? x.Zip(summands, (a, b) => a + b) : x,
            _ => throw new NotSupportedException($"The reference has no {symbol.Operation?.Name}; expected an evaluator for every operation."),
        };
    }

    // Rounded where the piece is chosen; what moves from there counts in full or not at all. The grid is that of floats: a tenth must meet a bound of 0.1.
    static ReferenceTensor Round(Round round, ReferenceTensor x, ReferenceTensor pieces) => x.Zip(pieces, (value, piece) =>
    {
        float rounded = (float)(Math.Round(piece * round.Multiplier, MidpointRounding.ToEven) / round.Multiplier);
        return round.Gradient == RoundGradient.StraightThrough ? rounded + (value - piece) : rounded;
    });
}

/// <summary>What a value depends on besides its operands.</summary>
/// <param name="Images">Images in the batch.</param>
/// <param name="IsTraining">Whether batch normalization uses the batch.</param>
/// <param name="Noise">The factors or summands of the symbols that draw random numbers.</param>
internal sealed record ReferenceContext(int Images, bool IsTraining, IReadOnlyDictionary<Symbol, ReferenceTensor> Noise);
