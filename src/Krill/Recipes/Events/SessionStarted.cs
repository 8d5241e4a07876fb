using Krill.Training;

namespace Krill.Recipes;

/// <summary>The training of a recipe starts: its data is loaded and its network made.</summary>
public sealed record SessionStarted : TrainingEvent
{
    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>Numbers that training changes by their gradient: what the write-ups count.</summary>
    public required int Parameters { get; init; }

    /// <summary>Numbers that the network holds, moving statistics included.</summary>
    public required int TotalParameters { get; init; }

    /// <summary>The most epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>Images a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The learning rate at the start.</summary>
    public required float LearningRate { get; init; }

    /// <summary>The key of all random numbers: initial weights, orders, noise.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Threads that work on a step.</summary>
    public required int Threads { get; init; }

    /// <summary>The precision of products: float32 or bfloat16.</summary>
    public required string Precision { get; init; }

    /// <summary>The kernel set that runs: scalar, vector128, vector256, vector512 or, in bfloat16, amx.</summary>
    public required string Kernels { get; init; }

    /// <summary>Images that are trained on.</summary>
    public required int TrainingImages { get; init; }

    /// <summary>Images that are kept apart to choose by; 0 for none.</summary>
    public required int ValidationImages { get; init; }

    /// <summary>Images of the test set.</summary>
    public required int TestImages { get; init; }

    /// <summary>Random changes of the training images, as <c>--augment</c> takes them; empty for none.</summary>
    public IReadOnlyList<string> Augmentation { get; init; } = [];

    /// <summary>The folder of the run; null when none is kept.</summary>
    public required string? Run { get; init; }
}
