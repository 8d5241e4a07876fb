namespace Krill.Data;

/// <summary>Where the pixels of a warped image come from: (row, column) → (A · row + B · column + Row, C · row + D · column + Column).</summary>
internal readonly record struct AffineMap(double A, double B, double C, double D, double Row, double Column)
{
    /// <summary>The map of <see cref="RandomAffine"/>, about the centre of an image.</summary>
    public static AffineMap Of(in AffineDraw draw, ImageShape shape)
    {
        (double sin, double cos) = Math.SinCos(draw.Rotation * (Math.PI / 180));
        (double shearSin, double shearCos) = Math.SinCos(draw.Shear * (Math.PI / 180));
        // Each map is applied to what the next one gives: so the last is the first that a pixel of the result goes through.
        AffineMap map = new AffineMap(cos, -sin, sin, cos, 0, 0)
            .After(new AffineMap(1, 0, 0, 1, draw.Down, draw.Right))
            .After(new AffineMap(1, -shearSin, 0, shearCos, 0, 0))
            .After(new AffineMap(
                draw.IsUpsideDown ? -draw.RowZoom : draw.RowZoom, 0, 0, draw.IsMirrored ? -draw.ColumnZoom : draw.ColumnZoom, 0, 0));
        double row = (shape.Height - 1) / 2.0, column = (shape.Width - 1) / 2.0;
        return new AffineMap(1, 0, 0, 1, row, column).After(map).After(new AffineMap(1, 0, 0, 1, -row, -column));
    }

    /// <summary>The other map first, then this one.</summary>
    AffineMap After(in AffineMap first) => new(
        (A * first.A) + (B * first.C),
        (A * first.B) + (B * first.D),
        (C * first.A) + (D * first.C),
        (C * first.B) + (D * first.D),
        (A * first.Row) + (B * first.Column) + Row,
        (C * first.Row) + (D * first.Column) + Column);
}
