using Krill.Data;
using Krill.Training;

namespace Krill.Recipes;

/// <summary>A dataset is being fetched.</summary>
/// <param name="Progress">How far it has come.</param>
public sealed record DownloadProgressed(DownloadProgress Progress) : TrainingEvent;
