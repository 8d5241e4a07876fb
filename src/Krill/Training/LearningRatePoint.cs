namespace Krill.Training;

/// <summary>A step of a <see cref="LearningRateFinder"/>.</summary>
/// <param name="LearningRate">The rate of the step.</param>
/// <param name="Loss">The mean loss of its batch, before the step changed the weights.</param>
/// <param name="SmoothedLoss">The moving average of the losses up to it.</param>
public readonly record struct LearningRatePoint(double LearningRate, double Loss, double SmoothedLoss);
