namespace Krill.Recipes;

/// <summary>What came of the training of a recipe.</summary>
public sealed record RecipeResult
{
    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>Numbers that training changes by their gradient: what the write-ups count.</summary>
    public required int Parameters { get; init; }

    /// <summary>Numbers that the network holds, moving statistics included.</summary>
    public required int TotalParameters { get; init; }

    /// <summary>Epochs that were trained.</summary>
    public required int Epochs { get; init; }

    /// <summary>The epoch whose weights were tested: the best by validation accuracy, or the last.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Images a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The key of all random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Threads that worked on a step.</summary>
    public required int Threads { get; init; }

    /// <summary>The precision of products: float32 or bfloat16.</summary>
    public required string Precision { get; init; }

    /// <summary>The kernel set that ran.</summary>
    public required string Kernels { get; init; }

    /// <summary>Seconds from the first step to the last, validation included.</summary>
    public required double Seconds { get; init; }

    /// <summary>Seconds of training steps, validation excluded.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>Training images over the seconds of their training steps.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>The loss on the training images in the epoch of the tested weights, <see cref="BestEpoch"/>.</summary>
    public required double Loss { get; init; }

    /// <summary>The accuracy on the training images in the epoch of the tested weights, 0 to 1.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The validation accuracy of the tested weights, 0 to 1, with the recipe's views; null without validation images.</summary>
    public required double? ValidationAccuracy { get; init; }

    /// <summary>The same of the images alone, where the recipe averages several views of each; else null (default).</summary>
    public double? ValidationAccuracyWithoutTta { get; init; }

    /// <summary>The mean loss on the test images.</summary>
    public required double TestLoss { get; init; }

    /// <summary>The share of the test images that are classified correctly, 0 to 1, with the recipe's views.</summary>
    public required double TestAccuracy { get; init; }

    /// <summary>The same of the images alone, where the recipe averages several views of each; else null (default).</summary>
    public double? TestAccuracyWithoutTta { get; init; }

    /// <summary>The folder of the run; null when none was kept.</summary>
    public required string? Run { get; init; }
}
