using Krill.Kernels;

namespace Krill.Planning;

/// <summary>One use of an operation in a plan, with the values that it works on.</summary>
internal sealed class Node(Symbol symbol, IReadOnlyList<Value> inputs)
{
    Value? _output;
    Value? _outputGradient;

    public Symbol Symbol { get; } = symbol;

    public IReadOnlyList<Value> Inputs { get; } = inputs;

    /// <summary>Set by the operation's forward pass.</summary>
    public Value Output
    {
        get => _output ?? throw new InvalidOperationException($"{Symbol.Operation?.Name}: the output was asked for before the forward pass set it.");
        set => _output = value;
    }

    /// <summary>The gradient of the loss with respect to the output; set before the backward pass.</summary>
    public Value OutputGradient
    {
        get => _outputGradient ?? throw new InvalidOperationException($"{Symbol.Operation?.Name}: no gradient reaches the output.");
        set => _outputGradient = value;
    }

    /// <summary>An activation that the plan has joined to this operation: its output is then the activation's.</summary>
    public (ActivationKind Kind, float Slope)? JoinedActivation { get; set; }

    /// <summary>What the forward pass leaves for the backward pass.</summary>
    public object? Saved { get; set; }
}
