namespace Krill.Planning;

/// <summary>What a step found: sums over the images of its batch.</summary>
/// <param name="LossSum">Σ of the images' losses, regularization left out.</param>
/// <param name="Correct">How many images have their greatest prediction at their class.</param>
/// <param name="Penalty">The regularization of the parameters, once for the batch.</param>
/// <param name="Count">Images in the batch.</param>
internal readonly record struct BatchResult(double LossSum, double Correct, double Penalty, int Count);
