using System.Numerics;

namespace Krill.Data;

/// <summary>Writes one digit in the hand of a writer, never twice the same.</summary>
/// <remarks>
/// Additions, products, quotients and square roots only: these are exactly rounded everywhere, so every machine draws the
/// same bytes. (A turn is made of its half angle's tangent for this reason, and no curve needs a sine.)
/// </remarks>
internal sealed class Pen
{
    const int CanvasSize = 28;
    const int StepsPerCurve = 5;
    // The box that the middle of the lines fills: with the usual thickness, MNIST's 20 pixels.
    const float BoxSize = 17.4f;
    // The share of a point's displacement that the next point takes over, and that of new displacement: of variance 1 together.
    const float Inertia = 0.7f;
    const float Freshness = 0.714f;
    // How far from the usual a writer's own forms are, as a share of the height.
    const float HabitSize = 0.05f;

    readonly Canvas _canvas = new(CanvasSize);
    readonly Vector2[] _points = new Vector2[64];
    readonly List<Vector2> _path = new(256);
    readonly List<int> _strokeEnds = new(4);

    /// <summary>Writes a digit.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="writer">Whose hand.</param>
    /// <param name="random">What differs from image to image.</param>
    /// <param name="pixels">Takes 28 × 28 bytes, white on black.</param>
    public void Write(int digit, Writer writer, ref RandomStream random, Span<byte> pixels)
    {
        ReadOnlySpan<Glyph> ways = Glyphs.Of(digit);
        // Nobody is quite consistent.
        int way = random.Uniform() < 0.9f ? writer.Habit(digit) : random.Below(ways.Length);
        Glyph glyph = ways[way];
        Place(glyph, digit, way, writer, ref random);
        Trace(glyph, writer.Roundness);
        Fit(writer, ref random);
        Draw(writer, ref random);
        _canvas.CopyTo(pixels, 255 - 25 * random.Uniform());
    }

    /// <summary>Where this time's points lie: the glyph's, the writer's habits, the hand's unsteadiness, the writer's slant.</summary>
    void Place(Glyph glyph, int digit, int way, Writer writer, ref RandomStream random)
    {
        float slant = writer.Slant + 0.08f * random.Bell();
        float aspect = writer.Aspect * (1 + 0.09f * random.Bell());
        float taper = writer.Taper + 0.12f * random.Bell();
        float bend = writer.Bend + 0.12f * random.Bell();
        float turn = writer.Turn + 0.035f * random.Bell();
        // Most digits are written with care, a few in haste.
        float haste = random.Uniform();
        float wobble = writer.Wobble * (0.8f + 1.9f * haste * haste * haste);
        // Of the tangent t of half an angle: cos = (1 - t²) / (1 + t²), sin = 2t / (1 + t²).
        float cos = (1 - turn * turn) / (1 + turn * turn), sin = 2 * turn / (1 + turn * turn);
        RandomStream form = writer.Form(digit, way);
        Vector2 habit = default, slip = default;
        for (int i = 0; i < glyph.X.Length; i++)
        {
            // What goes astray goes on astray for a while: neighbours move together, so that lines stay smooth.
            habit = Inertia * habit + Freshness * new Vector2(form.Bell(), form.Bell());
            slip = Inertia * slip + Freshness * new Vector2(random.Bell(), random.Bell());
            float x = glyph.X[i] - 0.35f + HabitSize * habit.X + wobble * slip.X;
            float y = glyph.Y[i] - 0.5f + HabitSize * habit.Y + wobble * slip.Y;
            x = x * aspect * (1 + taper * y) + bend * (y * y - 0.125f) - slant * y;
            _points[i] = new Vector2(x * cos - y * sin, x * sin + y * cos);
        }
    }

    /// <summary>Joins the points of each movement by a smooth curve (Catmull and Rom, 1974).</summary>
    void Trace(Glyph glyph, float roundness)
    {
        _path.Clear();
        _strokeEnds.Clear();
        int movement = 0;
        foreach (int end in glyph.StrokeEnds)
        {
            _path.Add(_points[glyph.Movements[movement][0]]);
            for (; movement < end; movement++)
            {
                int[] run = glyph.Movements[movement];
                for (int i = 0; i + 1 < run.Length; i++)
                {
                    Vector2 from = _points[run[i]], to = _points[run[i + 1]];
                    Vector2 before = i == 0 ? from : _points[run[i - 1]], after = i + 2 < run.Length ? _points[run[i + 2]] : to;
                    Curve(from, to, (to - before) * roundness, (after - from) * roundness);
                }
            }

            _strokeEnds.Add(_path.Count);
        }
    }

    /// <summary>A cubic (Hermite) curve by its ends and its directions there.</summary>
    void Curve(Vector2 from, Vector2 to, Vector2 leaving, Vector2 arriving)
    {
        for (int step = 1; step <= StepsPerCurve; step++)
        {
            float t = step / (float)StepsPerCurve, u = 1 - t;
            _path.Add(from * (u * u * (1 + 2 * t)) + to * (t * t * (1 + 2 * u)) + leaving * (u * u * t) - arriving * (t * t * u));
        }
    }

    /// <summary>Scales the path to its box and moves it to its place in the picture.</summary>
    void Fit(Writer writer, ref RandomStream random)
    {
        Vector2 low = _path[0], high = _path[0];
        foreach (Vector2 point in _path)
        {
            low = Vector2.Min(low, point);
            high = Vector2.Max(high, point);
        }

        Vector2 extent = high - low;
        float scale = BoxSize * writer.Size * (1 + 0.045f * random.Bell()) / MathF.Max(extent.X, extent.Y);
        // Shifted at random, but never so far that a line would touch the picture's edge.
        Vector2 room = Vector2.Max(new Vector2(0.5f * CanvasSize - writer.Radius - 1) - extent * (0.5f * scale), Vector2.Zero);
        Vector2 shift = Vector2.Clamp(new Vector2(1.2f * random.Bell(), 1.1f * random.Bell()), -room, room);
        Vector2 middle = (low + high) * 0.5f, target = new Vector2(0.5f * CanvasSize) + shift;
        for (int i = 0; i < _path.Count; i++)
        {
            _path[i] = (_path[i] - middle) * scale + target;
        }
    }

    void Draw(Writer writer, ref RandomStream random)
    {
        _canvas.Clear();
        float radius = writer.Radius * (1 + 0.09f * random.Bell());
        float softness = writer.Softness * random.Uniform(0.9f, 1.15f);
        int start = 0;
        foreach (int end in _strokeEnds)
        {
            PenPoint last = default;
            for (int i = start; i < end; i++)
            {
                // From -1 where the pen comes down to 1 where it goes up.
                float s = end - start > 1 ? 2f * (i - start) / (end - start - 1) - 1 : 0;
                float width = radius * (1 - 0.5f * writer.Fading * s + writer.Swelling * (0.4f - s * s));
                var point = new PenPoint(_path[i].X, _path[i].Y, MathF.Max(width, 0.5f));
                if (i > start)
                {
                    _canvas.Line(last, point, softness);
                }

                last = point;
            }

            start = end;
        }
    }
}
