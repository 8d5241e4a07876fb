namespace Krill.Data;

/// <summary>What a piece of an augmentation's text can be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Form">How it is written, with its default where it has one.</param>
/// <param name="Description">What it does.</param>
/// <param name="Create">Makes the augmentation; null for what becomes part of a <see cref="RandomAffine"/>.</param>
internal sealed record AugmentationPiece(string Name, string Form, string Description, Func<PieceText, Augmentation>? Create)
{
    public static IReadOnlyList<AugmentationPiece> All { get; } =
    [
        new("rotation", "rotation=10", "turned by up to as many degrees", null),
        new("shift", "shift=0.2", "moved either way by a share of the sides; 2px by pixels, 0/1/2 by one of these", null),
        new("width-shift", "width-shift=0.2", "the same, to the side only", null),
        new("height-shift", "height-shift=0.2", "the same, up or down only", null),
        new("shear", "shear=15", "sheared by up to as many degrees", null),
        new("zoom", "zoom=0.2", "each axis zoomed by 1 - 0.2 to 1 + 0.2; or zoom=0.8..1.3", null),
        new("flip", "flip", "mirrored left to right, half of the images", null),
        new("vertical-flip", "vertical-flip", "turned upside down, half of the images", null),
        new("fill", "fill=nearest", "what comes in: nearest, constant, reflect, mirror, wrap, or a number", null),
        new("crop", "crop=4:fill=mirror", "padded by as many pixels, and cut out anywhere", Crop),
        new("alternating-flip", "alternating-flip", "mirrored in every other epoch", AlternatingFlip),
        new("channel-shift", "channel-shift=0.1", "made brighter or darker by up to such a share of white, within its own values", ChannelShift),
        new("brightness", "brightness=0.5..1.5", "multiplied by a number of the range, up to white", Brightness),
        new("blur", "blur=0..1:probability=1", "blurred by a Gaussian of as many pixels", Blur),
        new("cutout", "cutout=0.5:area=0.02..0.4:aspect=0.3..3.3:values=0..1:patch", "a rectangle filled with random values (black to white without values), by pixel or by patch", Cutout),
        new("mixup", "mixup=0.2", "mixed with another image of the batch by a share of Beta(0.2, 0.2)", Mixed),
    ];

    /// <summary>The kind of a piece.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static AugmentationPiece Find(PieceText piece)
    {
        string plain = NearNames.Plain(piece.Name);
        if (All.FirstOrDefault(kind => NearNames.Plain(kind.Name) == plain) is { } kind)
        {
            return kind;
        }

        string[] names = [.. All.Select(kind => kind.Name)];
        string near = NearNames.Of(piece.Name, names) is { Count: > 0 } found ? $" Did you mean {found[0]}?" : "";
        throw piece.Wrong($"the name \"{piece.Name}\"", $"one of {string.Join(", ", names)}", near);
    }

    static RandomTranslation Crop(PieceText piece)
    {
        piece.RequireSettings("fill");
        const string Expected = "crop=PIXELS, a whole number of 1 or more";
        double pixels = piece.Number(null, Expected);
        if (pixels is < 1 or > 10000 || pixels != Math.Floor(pixels))
        {
            throw piece.Wrong($"the value \"{piece.Value}\"", Expected);
        }

        (FillMode fill, float constant) = piece.FillSetting(FillMode.Mirror);
        return new RandomTranslation((int)pixels, fill) { Constant = constant };
    }

    static AlternatingFlip AlternatingFlip(PieceText piece)
    {
        piece.RequireSettings();
        piece.RequireNoValue();
        return new AlternatingFlip();
    }

    static RandomChannelShift ChannelShift(PieceText piece)
    {
        piece.RequireSettings("white");
        double range = piece.Number(null, "channel-shift=NUMBER, 0 or more");
        return piece.Create(() => new RandomChannelShift(range) { White = White(piece) });
    }

    static RandomBrightness Brightness(PieceText piece)
    {
        piece.RequireSettings("white");
        (double lower, double upper) = piece.Range(by => (1 - by, 1 + by), "brightness=LEAST..GREATEST");
        return piece.Create(() => new RandomBrightness(lower, upper) { White = White(piece) });
    }

    static float? White(PieceText piece) => piece.Has("white") ? (float)piece.Number("white", 1) : null;

    static GaussianBlur Blur(PieceText piece)
    {
        piece.RequireSettings("probability");
        (double lower, double upper) = piece.Range(greatest => (0, greatest), "blur=LEAST..GREATEST, in pixels");
        double probability = piece.Number("probability", 1);
        return piece.Create(() => new GaussianBlur(lower, upper) { Probability = probability });
    }

    static RandomErasing Cutout(PieceText piece)
    {
        piece.RequireSettings("area", "aspect", "patch", "values");
        var usual = new RandomErasing();
        double probability = piece.Number(usual.Probability, "cutout=PROBABILITY, 0 to 1");
        return piece.Create(() => new RandomErasing
        {
            Probability = probability,
            Area = piece.Range("area", usual.Area),
            Aspect = piece.Range("aspect", usual.Aspect),
            Values = piece.Has("values") ? piece.Range("values", (0, 1)) : null,
            ByPixel = !piece.Flag("patch"),
        });
    }

    static Mixup Mixed(PieceText piece)
    {
        piece.RequireSettings();
        double alpha = piece.Number(0.2, "mixup=ALPHA, greater than 0");
        return piece.Create(() => new Mixup(alpha));
    }
}
