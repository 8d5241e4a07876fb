using Krill.Graph;
using Krill.Kernels;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Planning;

/// <summary>Turns a declared network into a plan: forward, loss, backward, optimizer.</summary>
internal sealed class NetworkPlanner
{
    readonly Model _model;
    readonly PlanBuilder _builder;
    readonly Dictionary<Symbol, Value> _values = [];
    readonly List<Node> _nodes = [];
    readonly ILookup<Symbol, Symbol> _users;
    readonly HashSet<Symbol> _joined = [];
    readonly Value _images;
    readonly Value _input;
    readonly ReadImagesKernel? _reading;

    // For the output and the logits in the order of images, the same values interleaved.
    readonly Dictionary<Value, Value> _interleaved = [];

    NetworkPlanner(Model model, PlanBuilder builder, bool readsImages)
    {
        _model = model;
        _builder = builder;
        _users = model.Symbols.SelectMany(symbol => symbol.Inputs.Select(input => (input, symbol))).ToLookup(pair => pair.input, pair => pair.symbol);
        int length = model.Input.Shape!.Elements;
        _images = readsImages ? _builder.Exact("images", length) : External("images", length);
        if (readsImages)
        {
            _input = _builder.IsInterleaved ? _builder.Batched($"{_images.Name} interleaved", length) : _images;
            _reading = new ReadImagesKernel(_images.Storage, _builder.IsInterleaved ? _input.Storage : null);
            _builder.Emit(_reading, [], _builder.IsInterleaved ? [_images, _input] : [_images]);
        }
        else
        {
            _input = _builder.IsInterleaved ? Interleave(_images, back: false) : _images;
        }

        Forward();
    }

    /// <summary>A plan that only computes the network's output.</summary>
    public static Plan Prediction(Model model, KernelFactory kernels, int batch, bool readsImages = false)
    {
        var planner = new NetworkPlanner(model, new PlanBuilder(kernels, new StepState(), batch, training: false, GroupOf(model, batch), model.Precision), readsImages);
        Value predictions = planner.InImageOrder(model.Output);
        return new Plan(planner._builder, new PlanEnds(planner._images, planner._reading, null, predictions, null, null, []));
    }

    /// <summary>A plan that computes the loss as in use.</summary>
    public static Plan Evaluation(Model model, Loss loss, KernelFactory kernels, int batch, bool readsImages = false)
    {
        var planner = new NetworkPlanner(model, new PlanBuilder(kernels, new StepState(), batch, training: false, GroupOf(model, batch), model.Precision), readsImages);
        (LossValues values, Value targets) = planner.EmitLoss(loss);
        planner.Regularize();
        return planner.WithLoss(values, targets, []);
    }

    /// <summary>A plan that takes a training step.</summary>
    public static Plan Training(Model model, Loss loss, OptimizerState optimizerState, KernelFactory kernels, StepState state, int batch, bool readsImages = false)
    {
        var planner = new NetworkPlanner(model, new PlanBuilder(kernels, state, batch, training: true, GroupOf(model, batch), model.Precision), readsImages);
        (LossValues values, Value targets) = planner.EmitLoss(loss);
        planner.Backward(values);
        Parameter[] withoutGradient = [.. planner._builder.Parameters.Where(entry => entry.Key.IsTrainable && planner._builder.GradientOf(entry.Value) is null).Select(entry => entry.Key)];
        planner.Regularize();
        planner.Update(optimizerState);
        return planner.WithLoss(values, targets, withoutGradient);
    }

    /// <summary>
    /// Whether a network's images are interleaved: when it is made of a handful of channels throughout, and the batch of enough whole groups to share out.
    /// </summary>
    static int GroupOf(Model model, int batch)
    {
        const int FewestGroups = 8;
        bool suits = batch % Group.Images == 0
            && batch >= FewestGroups * Group.Images
            && model.Symbols.All(symbol => symbol.Operation is null || symbol.Operation.CanInterleave(symbol.Inputs));
        return suits ? Group.Images : 1;
    }

    /// <summary>A symbol's value with its images one behind the other.</summary>
    Value InImageOrder(Symbol symbol)
    {
        Value value = _values[symbol];
        if (!_builder.IsInterleaved)
        {
            return value;
        }

        Value ordered = Interleave(value, back: true);
        _interleaved.Add(ordered, value);
        return ordered;
    }

    Value Interleave(Value value, bool back)
    {
        Value result = _builder.Batched($"{value.Name} {(back ? "in order" : "interleaved")}", value.Length);
        _builder.Emit(_builder.Kernels.Interleave(back, value.Storage, result.Storage), [value], [result]);
        return result;
    }

    Plan WithLoss(LossValues loss, Value targets, IReadOnlyList<Parameter> withoutGradient) =>
        new(_builder, new PlanEnds(_images, _reading, targets, null, loss.Loss, loss.Correct, _builder.Penalties) { WithoutGradient = withoutGradient });

    static Value External(string name, int length) => new(name, StorageKind.Batched, length) { IsExternal = true };

    void Forward()
    {
        foreach (Symbol symbol in _model.Symbols)
        {
            if (symbol == _model.Input)
            {
                _values.Add(symbol, _input);
            }
            else if (symbol.Parameter is { } parameter)
            {
                _values.Add(symbol, _builder.ValueOf(parameter));
            }
            else if (_joined.Contains(symbol))
            {
                // The operation before has computed it along.
                _values.Add(symbol, _values[symbol.Inputs[0]]);
            }
            else if (IsRectifierBeforeMaxPool(symbol))
            {
                _values.Add(symbol, _values[symbol.Inputs[0]]);
            }
            else
            {
                Value output = Emit(symbol, [.. symbol.Inputs.Select(input => _values[input])]);
                bool isPostponed = symbol.Operation is Graph.MaxPool && IsRectifierBeforeMaxPool(symbol.Inputs[0]);
                _values.Add(symbol, isPostponed ? Emit(symbol.Inputs[0], [output]) : output);
            }
        }
    }

    Value Emit(Symbol symbol, IReadOnlyList<Value> inputs)
    {
        var node = new Node(symbol, inputs) { JoinedActivation = Joined(symbol) };
        _builder.Origin = new Origin(node, IsBackward: false);
        symbol.Operation!.Forward(_builder, node);
        _builder.Origin = null;
        _nodes.Add(node);
        if (node.Inputs.Any(_builder.NeedsGradient))
        {
            _builder.RequireGradient(node.Output);
        }

        return node.Output;
    }

    /// <summary>
    /// A ReLU whose output goes into a maximum pooling and nowhere else comes after it: the greatest of what is cut off at 0 is the greatest, cut off
    /// at 0, with the same gradient (that of 0 where nothing is greater), and there is less to cut off and to keep.
    /// </summary>
    bool IsRectifierBeforeMaxPool(Symbol symbol) =>
        symbol.Operation is Graph.Activation { Kind: ActivationKind.Relu }
        && symbol != _model.Output
        && _users[symbol].Count() == 1
        && _users[symbol].Single().Operation is Graph.MaxPool;

    /// <summary>
    /// An activation that a batch normalization can compute along: the only user of its output, and differentiable from its own output, as what
    /// lies between the two is never stored.
    /// </summary>
    (ActivationKind Kind, float Slope)? Joined(Symbol symbol)
    {
        if (symbol.Operation is not Graph.BatchNormalization || symbol == _model.Output || _users[symbol].Count() != 1)
        {
            return null;
        }

        Symbol user = _users[symbol].Single();
        if (IsRectifierBeforeMaxPool(user) || user.Operation is not Graph.Activation activation || !Activations.SavesOutput(activation.Kind))
        {
            return null;
        }

        _joined.Add(user);
        return (activation.Kind, activation.Slope);
    }

    (LossValues Values, Value Targets) EmitLoss(Loss loss)
    {
        Value predictions = InImageOrder(_model.Output);
        Value targets = External("targets", predictions.Length);
        Symbol? softmax = FinalSoftmax(_model);
        Value? logits = softmax is null ? null : _values[softmax.Inputs[0]];
        return (loss.Emit(_builder, predictions, logits, targets), targets);
    }

    /// <summary>The softmax over all classes that the network ends in, be it behind a reshape.</summary>
    internal static Symbol? FinalSoftmax(Model model)
    {
        Symbol symbol = model.Output;
        while (symbol.Operation is Graph.Identity or Graph.Reshape)
        {
            symbol = symbol.Inputs[0];
        }

        return symbol.Operation is Graph.Softmax softmax && Axes.Split(softmax.Axis, symbol.Shape!).Axis == symbol.Shape!.Elements ? symbol : null;
    }

    void Backward(LossValues loss)
    {
        if (_interleaved.TryGetValue(loss.GradientOf, out Value? output))
        {
            _builder.AddGradient(output, Interleave(loss.Gradient!, back: false));
        }
        else
        {
            _builder.AddGradient(loss.GradientOf, loss.Gradient!);
        }

        foreach (Node node in _nodes.AsEnumerable().Reverse())
        {
            // What is an input under another name hands its gradient on by itself.
            if (!node.Inputs.Contains(node.Output) && _builder.NeedsGradient(node.Output) && _builder.GradientOf(node.Output) is { } gradient)
            {
                node.OutputGradient = gradient;
                _builder.Origin = new Origin(node, IsBackward: true);
                node.Symbol.Operation!.Backward(_builder, node);
                _builder.Origin = null;
            }
        }
    }

    void Regularize()
    {
        foreach ((Parameter parameter, Value weights) in _builder.Parameters)
        {
            if (parameter.Regularizer is { } regularizer && parameter.IsTrainable)
            {
                Value penalty = _builder.Shared($"{parameter.FullName} penalty", 1);
                Value? gradient = _builder.IsTraining ? PenaltyGradient(weights) : null;
                _builder.Emit(
                    _builder.Kernels.Regularize(regularizer.L1, regularizer.L2, weights.Storage, gradient?.Storage, penalty.Storage),
                    [weights],
                    gradient is null ? [penalty] : [penalty, gradient]);
                _builder.AddPenalty(penalty);
            }
        }
    }

    /// <summary>
    /// Where a penalty's gradient is added: to the loss's, unless there is none or it is another parameter's too (both of a sum have the same).
    /// </summary>
    Value PenaltyGradient(Value weights)
    {
        if (_builder.GradientOf(weights) is { } gradient && _builder.Parameters.Values.Count(other => _builder.GradientOf(other) == gradient) == 1)
        {
            return gradient;
        }

        Value own = _builder.Shared($"{weights.Name} penalty gradient", weights.Length);
        _builder.Emit(_builder.Kernels.SharedScale(0, weights.Storage, own.Storage), [weights], [own]);
        _builder.AddGradient(weights, own);
        return own;
    }

    void Update(OptimizerState state)
    {
        UpdateWeights(state);
        foreach ((Parameter parameter, PinnedMemory values) in state.Averages?.All ?? [])
        {
            if (_builder.Parameters.TryGetValue(parameter, out Value? weights))
            {
                var average = new Value($"{weights.Name} average", StorageKind.Shared, weights.Length) { IsExternal = true };
                average.Storage.Bind(values, 0);
                _builder.Emit(new WeightAverageTask((WeightAverage)state.Optimizer, parameter, values, _builder.Kernels), [weights], [average, weights]);
            }
        }
    }

    void UpdateWeights(OptimizerState state)
    {
        foreach ((Parameter parameter, Value weights) in _builder.Parameters)
        {
            if (parameter.IsTrainable && _builder.GradientOf(weights) is { } gradient)
            {
                switch (state.OptimizerOf(parameter))
                {
                    case Muon muon:
                        MuonUpdate.Emit(_builder, muon, parameter, weights, gradient, state.SlotsOf(parameter));
                        break;
                    case { } own:
                        _builder.Emit(new OptimizerTask(own, parameter, gradient.Storage, state.SlotsOf(parameter), _builder.Kernels), [gradient], [weights]);
                        break;
                }
            }
        }
    }
}
