using Krill.Callbacks;
using Krill.Runs;
using Krill.Training;

namespace Krill.Recipes;

/// <summary>How a run goes on. Its settings are in its folder; what stands here changes no bit of its result.</summary>
public sealed record ResumeOptions
{
    /// <summary>The recipe, where it is not one of <see cref="Recipe.All"/>; by default the one that the folder names.</summary>
    public Recipe? Recipe { get; init; }

    /// <summary>Threads that work, at least 1; by default one a core.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int? Threads { get; init => field = value is { } threads ? Require.AtLeast(threads, 1, "ResumeOptions.Threads") : null; }

    /// <summary>How many networks are trained at once, at least 1, where there are several; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Parallel { get; init => field = Require.AtLeast(value, 1, "ResumeOptions.Parallel"); } = 1;

    /// <summary>Makes the callbacks beside those of the recipe, as <see cref="RecipeOptions.Callbacks"/> did. None by default.</summary>
    public Func<RunFolder?, IEnumerable<Callback>>? Callbacks { get; init; }

    /// <summary>Whether a run gets a <c>report.html</c> and its pictures when it is done. True by default.</summary>
    public bool WritesReport { get; init; } = true;

    /// <summary>Is told what happens. None by default.</summary>
    public Action<TrainingEvent>? OnEvent { get; init; }

    /// <summary>Stops the training after the step at hand, and the test after the batch at hand. None by default.</summary>
    public CancellationToken CancellationToken { get; init; }
}
