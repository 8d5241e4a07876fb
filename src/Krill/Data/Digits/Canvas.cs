using System.Runtime.Intrinsics;

namespace Krill.Data;

/// <summary>A small grey picture that lines are drawn on, four pixels of a row at a time.</summary>
/// <param name="size">Pixels a side, a multiple of 4.</param>
internal sealed class Canvas(int size)
{
    static readonly Vector128<float> s_middles = Vector128.Create(0.5f, 1.5f, 2.5f, 3.5f);

    readonly float[] _cover = new float[size * size];

    public void Clear() => Array.Clear(_cover);

    /// <summary>
    /// Draws a line with round ends: a pixel is covered by how far it lies inside the line's edge, and where lines overlap the
    /// greater cover counts.
    /// </summary>
    /// <param name="from">One end.</param>
    /// <param name="to">The other end.</param>
    /// <param name="softness">The width of the blurred edge, in pixels.</param>
    public void Line(in PenPoint from, in PenPoint to, float softness)
    {
        float reach = MathF.Max(from.Radius, to.Radius) + 0.5f * softness;
        // Whole vectors: the pixels beyond the line's reach get no cover from it.
        int left = Bound(MathF.Min(from.X, to.X) - reach) & ~3, right = Bound(MathF.Max(from.X, to.X) + reach + 1);
        int top = Bound(MathF.Min(from.Y, to.Y) - reach), bottom = Bound(MathF.Max(from.Y, to.Y) + reach + 1);
        float alongX = to.X - from.X, alongY = to.Y - from.Y;
        float inverse = 1 / MathF.Max(alongX * alongX + alongY * alongY, 1e-12f);
        float slope = to.Radius - from.Radius, sharpness = 1 / softness;
        for (int y = top; y < bottom; y++)
        {
            // A pixel's value is taken in its middle.
            float fromY = y + 0.5f - from.Y;
            for (int x = left; x < right; x += 4)
            {
                Vector128<float> fromX = s_middles + Vector128.Create(x - from.X);
                Vector128<float> t = Clamp((fromX * alongX + Vector128.Create(fromY * alongY)) * inverse);
                Vector128<float> offX = fromX - t * alongX, offY = Vector128.Create(fromY) - t * alongY;
                Vector128<float> inside = Vector128.Create(from.Radius) + t * slope - Vector128.Sqrt(offX * offX + offY * offY);
                Vector128<float> cover = Clamp(inside * sharpness + Vector128.Create(0.5f));
                Span<float> pixels = _cover.AsSpan(y * size + x, 4);
                Vector128.Max(Vector128.Create<float>(pixels), cover).CopyTo(pixels);
            }
        }
    }

    /// <summary>Writes the picture as bytes, full cover being <paramref name="brightest"/>.</summary>
    public void CopyTo(Span<byte> pixels, float brightest)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(_cover[i] * brightest + 0.5f);
        }
    }

    static Vector128<float> Clamp(Vector128<float> value) => Vector128.Min(Vector128.Max(value, Vector128<float>.Zero), Vector128<float>.One);

    int Bound(float position) => Math.Clamp((int)MathF.Floor(position), 0, size);
}

/// <summary>A place of the pen.</summary>
/// <param name="X">Pixels from the left edge.</param>
/// <param name="Y">Pixels from the top edge.</param>
/// <param name="Radius">Half the line's width there, in pixels.</param>
internal readonly record struct PenPoint(float X, float Y, float Radius);
