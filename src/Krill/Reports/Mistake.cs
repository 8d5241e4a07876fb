namespace Krill.Reports;

/// <summary>An image that was taken for what it is not.</summary>
/// <param name="Image">Which image, from 0.</param>
/// <param name="Actual">The class that it is of.</param>
/// <param name="Predicted">The class that it was taken for.</param>
/// <param name="Confidence">The output for that class: for a network that ends in a softmax its probability, 0 to 1.</param>
public readonly record struct Mistake(int Image, int Actual, int Predicted, float Confidence);
