using Krill.Training;

namespace Krill.Recipes;

/// <summary>The training of a recipe is done, and its network tested.</summary>
/// <param name="Result">What came of it.</param>
public sealed record SessionEnded(RecipeResult Result) : TrainingEvent;
