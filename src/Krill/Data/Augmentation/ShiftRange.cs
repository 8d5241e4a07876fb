namespace Krill.Data;

/// <summary>How far images are moved along one axis (Keras's <c>width_shift_range</c> and <c>height_shift_range</c>); by default not at all.</summary>
/// <remarks>
/// A number and an integer stand for what they mean to Keras: <c>0.2</c> for up to a fifth of the side either way, <c>2.0</c> for up to two pixels,
/// and the integer <c>2</c> for a whole number of pixels below two: -1, 0 or 1.
/// </remarks>
public readonly record struct ShiftRange
{
    readonly double[]? _choices;

    ShiftRange(double greatest, double[]? choices)
    {
        Greatest = greatest;
        _choices = choices;
    }

    /// <summary>The greatest shift, either way: a share of the side if it is less than 1, else pixels.</summary>
    public double Greatest { get; }

    /// <summary>The shifts that are chosen from, each either way; empty where any up to the greatest can be.</summary>
    public IReadOnlyList<double> Choices => _choices ?? [];

    /// <summary>Any shift up to a greatest one, all equally likely.</summary>
    /// <param name="greatest">0 or more: a share of the side if it is less than 1, else pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or not finite.</exception>
    public static implicit operator ShiftRange(double greatest) => new(Require.AtLeast(greatest, 0, nameof(ShiftRange)), null);

    /// <summary>A whole number of pixels below a bound: its size is one of 0 to bound - 1, all equally likely, and then its sign is drawn.</summary>
    /// <param name="bound">0 or more; 0 for no shift.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public static implicit operator ShiftRange(int bound) =>
        Require.AtLeast(bound, 0, nameof(ShiftRange)) == 0 ? default : OneOf([.. Enumerable.Range(0, bound).Select(pixels => (double)pixels)]);

    /// <summary>Any shift up to a greatest one; the same as the conversion.</summary>
    /// <param name="greatest">0 or more: a share of the side if it is less than 1, else pixels.</param>
    public static ShiftRange FromDouble(double greatest) => greatest;

    /// <summary>A whole number of pixels below a bound; the same as the conversion.</summary>
    /// <param name="bound">0 or more.</param>
    public static ShiftRange FromInt32(int bound) => bound;

    /// <summary>One of some shifts, all equally likely, and then its sign is drawn: so Keras does it, also where a choice is negative.</summary>
    /// <param name="choices">The shifts: shares of the side if all are less than 1, else pixels.</param>
    /// <exception cref="ArgumentException">There is none, or one that is not finite.</exception>
    public static ShiftRange OneOf(params double[] choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return choices.Length > 0 && choices.All(double.IsFinite)
            ? new ShiftRange(choices.Max(), [.. choices])
            : throw new ArgumentException(
                $"ShiftRange: received the choices {string.Join(", ", choices.Select(choice => AugmentationText.Of(choice)))}; expected at least one, and finite numbers.", nameof(choices));
    }

    /// <summary>Whether both are the same range.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(ShiftRange other) => Greatest.Equals(other.Greatest) && Choices.SequenceEqual(other.Choices);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Greatest, Choices.Count);

    /// <summary>What <c>--augment</c> takes: <c>0.2</c>, <c>2px</c>, or choices as <c>0/1/2</c>.</summary>
    public override string ToString() => _choices is null
        ? $"{AugmentationText.Of(Greatest)}{(Greatest < 1 ? "" : "px")}"
        : string.Join('/', _choices.Select(choice => AugmentationText.Of(choice))) + (_choices.Length == 1 ? "/" : "");

    /// <summary>A shift in pixels, by two draws of an image.</summary>
    internal double Draw(in AugmentedImage image, int draw, int side)
    {
        double shift = _choices is null
            ? image.Uniform(draw, -Greatest, Greatest)
            : _choices[image.Below(draw, _choices.Length)] * (image.Below(draw + 1, 2) == 0 ? -1 : 1);
        return Greatest < 1 ? shift * side : shift;
    }
}
