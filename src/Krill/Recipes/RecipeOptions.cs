using Krill.Callbacks;
using Krill.Data;
using Krill.Runs;
using Krill.Training;

namespace Krill.Recipes;

/// <summary>What a training does otherwise than its recipe says, where it is kept, and who listens.</summary>
public sealed record RecipeOptions
{
    /// <summary>The name of the dataset to train on; by default the recipe's.</summary>
    public string? Dataset { get; init; }

    /// <summary>
    /// Pictures in folders to train on, in a dataset's place; none by default. Where it says no height and width, those of the recipe's own dataset are taken,
    /// and a recipe that normalizes channels has as many.
    /// </summary>
    public ImageFolder? ImageFolder { get; init; }

    /// <summary>A directory that is looked into first for the dataset's files. None by default.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>
    /// Which training images are kept apart to choose by; by default those that the recipe says, or the pictures of a folder's own <c>val</c>, beside which a split
    /// is refused. Of a folder of pictures they are always drawn, each class in its share.
    /// </summary>
    public ValidationSplit? Validation { get; init; }

    /// <summary>The most epochs, at least 1; by default the recipe's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int? Epochs { get; init => field = value is { } epochs ? Require.AtLeast(epochs, 1, "RecipeOptions.Epochs") : null; }

    /// <summary>Images a step, at least 1; by default the recipe's. Fewer training images are one batch, but for a recipe of whole batches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int? BatchSize { get; init => field = value is { } size ? Require.AtLeast(size, 1, "RecipeOptions.BatchSize") : null; }

    /// <summary>The learning rate, greater than 0, by which the recipe's schedule moves as a whole where it has one; by default that of the recipe's optimizer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public float? LearningRate { get; init => field = value is { } rate ? Require.Positive(rate, "RecipeOptions.LearningRate") : null; }

    /// <summary>Random changes of the training images, in this order; by default those that the recipe says, none for an empty list.</summary>
    public IReadOnlyList<Augmentation>? Augmentation { get; init; }

    /// <summary>The key of the initial weights, the orders of the images and all noise: the same seed gives the same bits. 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads that work on a step, at least 1; by default one a core. Results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int? Threads { get; init => field = value is { } threads ? Require.AtLeast(threads, 1, "RecipeOptions.Threads") : null; }

    /// <summary>The precision of products; float32 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the enumeration.</exception>
    public Precision Precision { get; init => field = Require.Defined(value, "RecipeOptions.Precision"); }

    /// <summary>Whether the run is kept in a folder, with what was asked, its history, its weights and its result. True by default.</summary>
    public bool KeepsRun { get; init; } = true;

    /// <summary>Whether a run that is kept, or an ensemble, gets a <c>report.html</c> and its pictures. True by default.</summary>
    public bool WritesReport { get; init; } = true;

    /// <summary>The folder to keep the run in, which must not hold another; by default a new one in <c>runs</c>.</summary>
    public string? RunDirectory { get; init; }

    /// <summary>
    /// Makes callbacks beside those of the recipe, for each training anew, from the folder that it is recorded in, null where it is in none. None by default.
    /// </summary>
    public Func<RunFolder?, IEnumerable<Callback>>? Callbacks { get; init; }

    /// <summary>The command and its arguments, for the record; empty by default.</summary>
    public IReadOnlyList<string> CommandLine { get; init; } = [];

    /// <summary>
    /// Is told what happens, one event after the other: of a training on its thread, of downloads and the reading of pictures on whichever thread does them, and of the
    /// members of an ensemble and the trials of a tuning on theirs. None by default.
    /// </summary>
    public Action<TrainingEvent>? OnEvent { get; init; }

    /// <summary>Stops the training after the step at hand, and the test after the batch at hand. None by default.</summary>
    public CancellationToken CancellationToken { get; init; }
}
