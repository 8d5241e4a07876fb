using System.Globalization;

namespace Krill.Data;

/// <summary>Reads pieces of text that together are one <see cref="RandomAffine"/>.</summary>
internal static class AffineText
{
    public static ImageAugmentation Create(IReadOnlyList<PieceText> pieces)
    {
        var given = new Dictionary<string, PieceText>();
        foreach (PieceText piece in pieces)
        {
            piece.RequireSettings();
            foreach (string name in NearNames.Plain(piece.Name) == "shift" ? ["widthshift", "heightshift"] : new[] { NearNames.Plain(piece.Name) })
            {
                if (!given.TryAdd(name, piece))
                {
                    throw piece.Wrong($"{piece.Name} for what an earlier piece says", "each once. Give a further --augment for another warp behind the first");
                }
            }
        }

        // Alone it moves whole pixels.
        if (given.Count == 1 && Has(given, "flip"))
        {
            return new RandomFlip();
        }

        (FillMode fill, float constant) = given.GetValueOrDefault("fill") is { } mode ? mode.Fill(mode.Value ?? "", FillMode.Nearest) : (FillMode.Nearest, 0);
        return pieces[0].Create(() => new RandomAffine
        {
            Rotation = Degrees(given.GetValueOrDefault("rotation")),
            WidthShift = Shift(given.GetValueOrDefault("widthshift")),
            HeightShift = Shift(given.GetValueOrDefault("heightshift")),
            Shear = Degrees(given.GetValueOrDefault("shear")),
            Zoom = given.GetValueOrDefault("zoom")?.Range(zoom => (1 - zoom, 1 + zoom), "zoom=NUMBER or zoom=LEAST..GREATEST") ?? (1, 1),
            HorizontalFlip = Has(given, "flip"),
            VerticalFlip = Has(given, "verticalflip"),
            Fill = fill,
            Constant = constant,
        });
    }

    static bool Has(Dictionary<string, PieceText> given, string name)
    {
        given.GetValueOrDefault(name)?.RequireNoValue();
        return given.ContainsKey(name);
    }

    static double Degrees(PieceText? piece) => piece?.Number(null, $"{piece.Name}=DEGREES, 0 or more") ?? 0;

    static ShiftRange Shift(PieceText? piece)
    {
        if (piece is null)
        {
            return default;
        }

        string text = piece.Value ?? "";
        bool isPixels = text.EndsWith("px", StringComparison.Ordinal), isChoice = text.Contains('/', StringComparison.Ordinal);
        double[] numbers = [.. (isPixels ? text[..^2] : text).Split('/', StringSplitOptions.RemoveEmptyEntries).Select(number =>
            double.TryParse(number, CultureInfo.InvariantCulture, out double shift) ? shift : double.NaN)];
        bool isRight = numbers.Length > 0 && numbers.All(double.IsFinite)
            && (isChoice ? !isPixels : numbers[0] >= 0 && (isPixels ? numbers[0] >= 1 : numbers[0] < 1));
        return !isRight ? throw piece.Wrong(
                piece.Value is null ? "no value" : $"the value \"{text}\"",
                $"a share of the side below 1 as {piece.Name}=0.2, pixels as {piece.Name}=2px, or choices as {piece.Name}=0/1/2")
            : isChoice ? ShiftRange.OneOf(numbers)
            : numbers[0];
    }
}
