namespace Krill;

/// <summary>How well a model does on a set of images.</summary>
/// <param name="Loss">The mean loss, regularization included.</param>
/// <param name="Accuracy">The share of the images that are classified correctly, 0 to 1.</param>
/// <param name="Images">How many images there were.</param>
/// <param name="Seconds">How long it took.</param>
public readonly record struct Evaluation(double Loss, double Accuracy, int Images, double Seconds);
