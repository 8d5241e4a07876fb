namespace Krill.Data;

/// <summary>Which pictures of a folder train, which are kept apart to choose by, and which test.</summary>
/// <param name="Train">Those to learn from.</param>
/// <param name="Validation">Those to choose by; null for none.</param>
/// <param name="Test">Those for the final figure.</param>
internal sealed record FolderParts(IReadOnlyList<PictureFile> Train, IReadOnlyList<PictureFile>? Validation, IReadOnlyList<PictureFile> Test)
{
    /// <summary>The parts as the folder has them; those that it has not are split off the training pictures.</summary>
    /// <param name="listing">The folder.</param>
    /// <param name="folder">The share of the test pictures, and which division.</param>
    /// <param name="validation">The share of the validation pictures and which division; a share of 0 for none.</param>
    /// <exception cref="DataException">A class has too few pictures.</exception>
    public static FolderParts Of(FolderListing listing, ImageFolder folder, (double Share, ulong Seed) validation)
    {
        bool drawsTest = listing.Test is null, drawsValidation = listing.Validation is null && validation.Share > 0;
        RequireEnough(listing, folder, drawsTest, drawsValidation);
        IReadOnlyList<PictureFile> train = listing.Train, test = listing.Test ?? [];
        IReadOnlyList<PictureFile>? chosenBy = listing.Validation;
        if (drawsTest)
        {
            // Room for one to choose by is left whether or not any are drawn: all runs on the folder are tested on the same pictures.
            (train, test) = FolderSplit.Divide(train, folder.TestFraction, folder.SplitSeed, leastKept: 2);
        }

        if (drawsValidation)
        {
            (train, chosenBy) = FolderSplit.Divide(train, validation.Share, validation.Seed);
        }

        return new FolderParts(train, chosenBy, test);
    }

    static void RequireEnough(FolderListing listing, ImageFolder folder, bool drawsTest, bool drawsValidation)
    {
        string[] uses = [.. new[] { "to train on", drawsValidation ? "to choose by" : "", drawsTest ? "to test with" : "" }.Where(use => use.Length > 0)];
        for (int label = 0; label < listing.Classes.Count; label++)
        {
            int count = listing.Train.Count(picture => picture.Label == label);
            if (count < uses.Length)
            {
                throw new DataException(
                    Path.GetFullPath(folder.Directory),
                    $"{count} picture{(count == 1 ? "" : "s")} of {listing.Classes[label]}",
                    $"at least {uses.Length}: one {string.Join(", one ", uses)}",
                    "Add pictures of the class, or remove its folder.");
            }
        }
    }
}
