using Krill.Data;
using Krill.Training;

namespace Krill.Recipes;

/// <summary>Pictures of a folder are being read.</summary>
/// <param name="Progress">How far it has come.</param>
public sealed record PicturesRead(FolderProgress Progress) : TrainingEvent;
