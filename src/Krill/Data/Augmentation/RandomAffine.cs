using System.Globalization;

namespace Krill.Data;

/// <summary>Rotates, moves, shears, zooms and mirrors an image, all of it in one warp: the geometry of Keras's <c>ImageDataGenerator</c>.</summary>
/// <remarks>
/// <para>A pixel (row, column) of the result is found at C · R · T · S · Z · F · C⁻¹ of the image, C moving the origin to its centre, ((height - 1) / 2, (width - 1) / 2):</para>
/// <code>
/// R = [cos θ, -sin θ; sin θ, cos θ]   θ uniform in ±Rotation
/// T = + (down, right)                 of HeightShift and WidthShift
/// S = [1, -sin s; 0, cos s]           s uniform in ±Shear
/// Z = [zoom of rows, zoom of columns] each uniform in Zoom
/// F = mirrored, each with probability 1/2
/// </code>
/// <para>Between pixels it is interpolated linearly, and from beyond the edges comes what <see cref="Fill"/> says. A positive shift moves what is in the image up
/// or to the left.</para>
/// <para>Source: Keras's <c>ImageDataGenerator</c> with <c>interpolation_order=1</c>. The centre is that of Keras since 2.7; Keras-Preprocessing 1.1 has it a pixel further
/// down and to the right.</para>
/// </remarks>
public sealed class RandomAffine : ImageAugmentation
{
    /// <summary>The greatest angle either way, in degrees (<c>rotation_range</c>); 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or not finite.</exception>
    public double Rotation { get; init => field = Require.AtLeast(value, 0, "RandomAffine.Rotation"); }

    /// <summary>How far to the side (<c>width_shift_range</c>): <c>0.2</c> for a fifth of the width. Not at all by default.</summary>
    public ShiftRange WidthShift { get; init; }

    /// <summary>How far up or down (<c>height_shift_range</c>): <c>0.2</c> for a fifth of the height. Not at all by default.</summary>
    public ShiftRange HeightShift { get; init; }

    /// <summary>The greatest shear either way, in degrees (<c>shear_range</c>); 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or not finite.</exception>
    public double Shear { get; init => field = Require.AtLeast(value, 0, "RandomAffine.Shear"); }

    /// <summary>The zoom of each axis (<c>zoom_range</c>): <c>0.2</c> for 0.8 to 1.2. None by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The least is not greater than 0, or the greatest is less than the least or more than 1000.</exception>
    public ZoomRange Zoom
    {
        get;
        init => field = value.Lower > 0 && value.Lower <= value.Upper && value.Upper <= 1000
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"RandomAffine.Zoom: received {value.Lower} to {value.Upper}; expected factors greater than 0 and at most 1000, the lower first."));
    }
    = new(1, 1);

    /// <summary>Whether images are mirrored left to right with probability 1/2 (<c>horizontal_flip</c>); false by default.</summary>
    public bool HorizontalFlip { get; init; }

    /// <summary>Whether images are turned upside down with probability 1/2 (<c>vertical_flip</c>); false by default.</summary>
    public bool VerticalFlip { get; init; }

    /// <summary>What comes in from beyond the edges (<c>fill_mode</c>); by default the nearest pixel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such mode.</exception>
    public FillMode Fill { get; init => field = Require.Defined(value, "RandomAffine.Fill"); } = FillMode.Nearest;

    /// <summary>What <see cref="FillMode.Constant"/> fills with (<c>cval</c>), in the unit of the pixels; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite.</exception>
    public float Constant { get; init => field = Require.Finite(value, nameof(RandomAffine), "constant", nameof(value)); }

    /// <summary>What <c>--augment</c> takes, for instance <c>rotation=10,zoom=0.8..1.2,fill=nearest</c>.</summary>
    public override string ToString() => string.Join(',', Parts());

    /// <inheritdoc/>
    public override void Apply(in AugmentedImage image)
    {
        AffineDraw draw = Draw(image);
        if (draw != AffineDraw.Identity)
        {
            image.Pixels.CopyTo(image.Scratch);
            AffineWarp.Apply(image.Scratch, image.Pixels, image.Shape, AffineMap.Of(draw, image.Shape), Fill, Constant);
        }
    }

    /// <summary>What happens to an image.</summary>
    internal AffineDraw Draw(in AugmentedImage image) => new()
    {
        Rotation = image.Uniform(0, -Rotation, Rotation),
        Down = HeightShift.Draw(image, 1, image.Shape.Height),
        Right = WidthShift.Draw(image, 3, image.Shape.Width),
        Shear = image.Uniform(5, -Shear, Shear),
        RowZoom = image.Uniform(6, Zoom.Lower, Zoom.Upper),
        ColumnZoom = image.Uniform(7, Zoom.Lower, Zoom.Upper),
        IsMirrored = HorizontalFlip && image.Uniform(8) < 0.5,
        IsUpsideDown = VerticalFlip && image.Uniform(9) < 0.5,
    };

    IEnumerable<string> Parts()
    {
        (string Name, bool IsThere, string Value)[] numbers =
        [
            ("rotation", Rotation > 0, AugmentationText.Of(Rotation)),
            ("width-shift", WidthShift != default, WidthShift.ToString()),
            ("height-shift", HeightShift != default, HeightShift.ToString()),
            ("shear", Shear > 0, AugmentationText.Of(Shear)),
            ("zoom", Zoom != new ZoomRange(1, 1), Zoom.ToString()),
        ];
        string[] flips = [.. HorizontalFlip ? ["flip"] : Array.Empty<string>(), .. VerticalFlip ? ["vertical-flip"] : Array.Empty<string>()];
        return numbers.Where(part => part.IsThere).Select(part => $"{part.Name}={part.Value}").Concat(flips).Append($"fill={AugmentationText.Of(Fill, Constant)}");
    }
}
