namespace Krill;

/// <summary>What is the same for every use of a metric.</summary>
internal static class Metrics
{
    public static bool NeedsValidation(this Metric metric) => metric is Metric.ValidationLoss or Metric.ValidationAccuracy;

    public static bool IsBetterWhenGreater(this Metric metric) => metric is Metric.Accuracy or Metric.ValidationAccuracy;

    /// <summary>Whether a value is better than another by more than a margin. NaN is never better.</summary>
    public static bool IsBetter(this Metric metric, double value, double than, double margin = 0) =>
        metric.IsBetterWhenGreater() ? value - margin > than : value + margin < than;

    /// <summary>What every finite value is better than.</summary>
    public static double Worst(this Metric metric) => metric.IsBetterWhenGreater() ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>Keras's name.</summary>
    public static string Key(this Metric metric) => metric switch
    {
        Metric.Loss => "loss",
        Metric.Accuracy => "accuracy",
        Metric.ValidationLoss => "val_loss",
        Metric.ValidationAccuracy => "val_accuracy",
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "Metric: expected one of the four that are declared."),
    };
}
