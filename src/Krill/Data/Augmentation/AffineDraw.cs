namespace Krill.Data;

/// <summary>What <see cref="RandomAffine"/> does to one image: angles in degrees, shifts in pixels.</summary>
internal readonly record struct AffineDraw()
{
    public static AffineDraw Identity { get; } = new();

    public double Rotation { get; init; }

    public double Down { get; init; }

    public double Right { get; init; }

    public double Shear { get; init; }

    public double RowZoom { get; init; } = 1;

    public double ColumnZoom { get; init; } = 1;

    public bool IsMirrored { get; init; }

    public bool IsUpsideDown { get; init; }
}
