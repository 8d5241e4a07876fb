using System.Globalization;

namespace Krill.Data;

/// <summary>Augmentations as text: what <c>--augment</c> takes, and what runs record.</summary>
/// <remarks>
/// Pieces stand between commas, in their order; a piece is NAME, NAME=VALUE, and behind it settings as :NAME=VALUE. Neighbours that say what one
/// <see cref="RandomAffine"/> does become one.
/// </remarks>
internal static class AugmentationText
{
    /// <summary>Reads a text.</summary>
    /// <exception cref="ArgumentException">It is none; the message says where, what was received, what was expected, and the near name.</exception>
    public static IReadOnlyList<Augmentation> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var augmentations = new List<Augmentation>();
        var affine = new List<PieceText>();
        foreach (PieceText piece in text.Split(',').Select(PieceText.Parse))
        {
            AugmentationPiece kind = AugmentationPiece.Find(piece);
            if (kind.Create is null)
            {
                affine.Add(piece);
                continue;
            }

            Finish();
            augmentations.Add(kind.Create(piece));
        }

        Finish();
        return augmentations;

        void Finish()
        {
            if (affine.Count > 0)
            {
                augmentations.Add(AffineText.Create(affine));
                affine.Clear();
            }
        }
    }

    /// <summary>
    /// What a run records of an augmentation: what <c>--augment</c> takes for one of Krill's. One of your own may call itself the same, so its type stands behind
    /// what it says, which <c>--augment</c> does not take.
    /// </summary>
    public static string Recorded(Augmentation augmentation)
    {
        Type type = augmentation.GetType();
        bool isOwn = augmentation is CustomAugmentation || type.Assembly != typeof(Augmentation).Assembly;
        return isOwn ? $"{augmentation} ({type.Name})" : $"{augmentation}";
    }

    public static string Of(double number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(float number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of((double Lower, double Upper) range) => $"{Of(range.Lower)}..{Of(range.Upper)}";

    public static string Of(FillMode fill, float constant) => fill == FillMode.Constant ? Of(constant) : fill.ToString().ToLowerInvariant();
}
