using Krill.Kernels;
using Krill.Layers;
using Krill.Losses;

namespace Krill.Testing.Reference;

/// <summary>
/// A second, naive implementation of networks: interprets a model's symbols in double precision, one after the other. It shares no code with the kernels
/// but for the random numbers, and finds derivatives by central differences, so that it knows no rule of differentiation.
/// </summary>
internal sealed class ReferenceNetwork
{
    // The error of a central difference is of the order of step² + 2⁻⁵² / step: some 1e-10, far below a float's rounding.
    const double Step = 1e-5;

    readonly Model _model;
    readonly ReferenceContext _context;
    readonly Dictionary<Symbol, ReferenceTensor> _values = [];

    /// <param name="model">The network, with the parameters that it has now.</param>
    /// <param name="images">The batch, image after image.</param>
    /// <param name="step">The seed and number of the training step; null for the network in use.</param>
    public ReferenceNetwork(Model model, ReadOnlySpan<float> images, StepState? step)
    {
        _model = model;
        int count = images.Length / model.Input.Shape!.Elements;
        _context = new ReferenceContext(count, step is not null, step is null ? new() : ReferenceNoise.Draw(model, count, step));
        _values.Add(model.Input, ReferenceTensor.Of(model.Input.Shape, true, images));
        foreach (Symbol symbol in model.Symbols.Where(symbol => symbol.Parameter is not null))
        {
            _values.Add(symbol, ReferenceTensor.Of(symbol.Shape!, false, symbol.Parameter!.Values));
        }

        foreach (Symbol symbol in model.Symbols.Where(symbol => symbol.Operation is not null))
        {
            ReferenceTensor[] inputs = [.. symbol.Inputs.Select(input => _values[input])];
            _values.Add(symbol, ReferenceOperations.Evaluate(symbol, inputs, inputs, _context));
        }
    }

    public ReferenceTensor Output => _values[_model.Output];

    /// <summary>The sum of the images' losses, without penalties.</summary>
    public double LossSum(Loss loss, float[] targets) => ReferenceLoss.Evaluate(loss, Output, Output, targets, EndsInSoftmax()).Sum();

    /// <summary>How many images are classified correctly.</summary>
    public int Correct(float[] targets) => ReferenceLoss.Correct(Output, targets);

    /// <summary>The regularization of all parameters.</summary>
    public double Penalty() => Penalty(_values);

    /// <summary>The derivative of the mean loss plus the penalties along a direction of a parameter.</summary>
    public double Derivative(Loss loss, float[] targets, Parameter parameter, ReadOnlySpan<double> direction) =>
        (MovedLoss(loss, targets, parameter, direction, Step) - MovedLoss(loss, targets, parameter, direction, -Step)) / (2 * Step);

    /// <summary>The derivative with respect to one number of a parameter.</summary>
    public double Derivative(Loss loss, float[] targets, Parameter parameter, int element)
    {
        var direction = new double[parameter.Shape.Elements];
        direction[element] = 1;
        return Derivative(loss, targets, parameter, direction);
    }

    /// <summary>The moving statistics that a step leaves behind.</summary>
    public Dictionary<Parameter, double[]> MovingStatistics()
    {
        var statistics = new Dictionary<Parameter, double[]>();
        foreach (Symbol symbol in _model.Symbols)
        {
            if (symbol.Operation is Graph.BatchNormalization normalization)
            {
                (double[] means, double[] variances) = ReferenceNormalization.Moments(_values[symbol.Inputs[0]], symbol.Shape![^1]);
                Move(symbol.Inputs[1], means, normalization.Momentum);
                Move(symbol.Inputs[2], variances, normalization.Momentum);
            }
        }

        return statistics;

        void Move(Symbol moving, double[] moments, double momentum)
        {
            double[] before = statistics.GetValueOrDefault(moving.Parameter!, _values[moving].Values);
            statistics[moving.Parameter!] = [.. before.Zip(moments, (old, moment) => (old * momentum) + (moment * (1 - momentum)))];
        }
    }

    /// <summary>The loss with a parameter moved, each function on the piece that it is on unmoved.</summary>
    double MovedLoss(Loss loss, float[] targets, Parameter parameter, ReadOnlySpan<double> direction, double step)
    {
        var moved = new Dictionary<Symbol, ReferenceTensor>();
        ReferenceTensor start = _values[parameter.Symbol];
        ReferenceTensor end = start with { Values = [.. start.Values] };
        for (int i = 0; i < direction.Length; i++)
        {
            end.Values[i] += step * direction[i];
        }

        moved.Add(parameter.Symbol, end);
        foreach (Symbol symbol in _model.Symbols.Where(symbol => symbol.Inputs.Any(moved.ContainsKey)))
        {
            moved.Add(symbol, ReferenceOperations.Evaluate(
                symbol, [.. symbol.Inputs.Select(input => moved.GetValueOrDefault(input, _values[input]))], [.. symbol.Inputs.Select(input => _values[input])], _context));
        }

        ReferenceTensor output = moved.GetValueOrDefault(_model.Output, Output);
        return ReferenceLoss.Evaluate(loss, output, Output, targets, EndsInSoftmax()).Average() + Penalty(moved);
    }

    double Penalty(IReadOnlyDictionary<Symbol, ReferenceTensor> values)
    {
        double penalty = 0;
        foreach (Symbol symbol in _model.Symbols.Where(symbol => symbol.Parameter is { Regularizer: not null, IsTrainable: true }))
        {
            double l1 = symbol.Parameter!.Regularizer!.L1, l2 = symbol.Parameter.Regularizer.L2;
            ReferenceTensor pieces = _values[symbol], weights = values.GetValueOrDefault(symbol, pieces);
            penalty += weights.Zip(pieces, (weight, piece) => (l1 * Math.Sign(piece) * weight) + (l2 * weight * weight)).Values.Sum();
        }

        return penalty;
    }

    bool EndsInSoftmax()
    {
        Symbol symbol = _model.Output;
        while (symbol.Operation is Graph.Identity or Graph.Reshape)
        {
            symbol = symbol.Inputs[0];
        }

        return symbol.Operation is Graph.Softmax softmax && symbol.Shape![softmax.Axis < 0 ? softmax.Axis + symbol.Shape.Rank : softmax.Axis] == symbol.Shape.Elements;
    }
}
