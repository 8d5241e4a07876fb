namespace Krill;

/// <summary>A layer in a model's summary.</summary>
/// <param name="Name">Its name within the model.</param>
/// <param name="Type">The kind of layer: Keras's class name.</param>
/// <param name="OutputShape">Its output with the batch axis, as Keras writes it; "multiple" when it has several of different shapes.</param>
/// <param name="Parameters">How many numbers its parameters hold, moving statistics included.</param>
/// <param name="ConnectedTo">The names of the layers whose outputs it takes.</param>
internal sealed record SummaryRow(string Name, string Type, string OutputShape, int Parameters, IReadOnlyList<string> ConnectedTo);
