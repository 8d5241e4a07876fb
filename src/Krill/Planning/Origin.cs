namespace Krill.Planning;

/// <summary>Where an instruction comes from.</summary>
/// <param name="Node">The use of an operation.</param>
/// <param name="IsBackward">Whether its backward pass emitted it, else its forward pass.</param>
internal sealed record Origin(Node Node, bool IsBackward);
