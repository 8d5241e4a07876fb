namespace Krill.Data;

/// <summary>Draws an image anew, each pixel interpolated linearly where a map finds it.</summary>
/// <remarks>
/// Places are double, since what lies between the image and a constant or a repetition hangs on their last bits; shares and pixels are float. In a row of the result
/// the places inside the image are one run of columns, found beforehand, whose loop asks for no edges.
/// </remarks>
internal static class AffineWarp
{
    /// <summary>target(r, c) = source at map(r, c).</summary>
    public static void Apply(ReadOnlySpan<float> source, Span<float> target, ImageShape shape, in AffineMap map, FillMode fill, float constant)
    {
        int row = shape.Width * shape.Channels;
        for (int r = 0; r < shape.Height; r++)
        {
            var line = new Line((map.A * r) + map.Row, map.B, (map.C * r) + map.Column, map.D);
            (int from, int to) = line.Inside(shape);
            Span<float> result = target.Slice(r * row, row);
            Outside(source, result, shape, line, (0, from), fill, constant);
            if (shape.Channels == 1)
            {
                InsideGrey(source, result, shape.Width, line, from, to);
            }
            else
            {
                Inside(source, result, shape, line, from, to);
            }

            Outside(source, result, shape, line, (to, shape.Width), fill, constant);
        }
    }

    static void InsideGrey(ReadOnlySpan<float> source, Span<float> result, int width, in Line line, int from, int to)
    {
        for (int column = from; column < to; column++)
        {
            double y = line.Y + (line.StepY * column), x = line.X + (line.StepX * column);
            int top = (int)y, left = (int)x;
            float down = (float)(y - top), right = (float)(x - left);
            ReadOnlySpan<float> upper = source.Slice((top * width) + left, width + 2);
            result[column] = Between(Between(upper[0], upper[1], right), Between(upper[width], upper[width + 1], right), down);
        }
    }

    static void Inside(ReadOnlySpan<float> source, Span<float> result, ImageShape shape, in Line line, int from, int to)
    {
        int channels = shape.Channels, row = shape.Width * channels;
        for (int column = from; column < to; column++)
        {
            double y = line.Y + (line.StepY * column), x = line.X + (line.StepX * column);
            int top = (int)y, left = (int)x;
            float down = (float)(y - top), right = (float)(x - left);
            ReadOnlySpan<float> upper = source.Slice((top * row) + (left * channels), 2 * channels);
            ReadOnlySpan<float> lower = source.Slice(((top + 1) * row) + (left * channels), 2 * channels);
            Span<float> pixel = result.Slice(column * channels, channels);
            for (int c = 0; c < pixel.Length; c++)
            {
                pixel[c] = Between(Between(upper[c], upper[c + channels], right), Between(lower[c], lower[c + channels], right), down);
            }
        }
    }

    static void Outside(
        ReadOnlySpan<float> source, Span<float> result, ImageShape shape, in Line line, (int From, int To) columns, FillMode fill, float constant)
    {
        int channels = shape.Channels, row = shape.Width * channels;
        for (int column = columns.From; column < columns.To; column++)
        {
            Span<float> pixel = result.Slice(column * channels, channels);
            if (!Edges.TryFind(line.Y + (line.StepY * column), shape.Height, fill, out int top, out int bottom, out float down)
                || !Edges.TryFind(line.X + (line.StepX * column), shape.Width, fill, out int left, out int right, out float share))
            {
                pixel.Fill(constant);
                continue;
            }

            ReadOnlySpan<float> upper = source.Slice(top * row, row), lower = source.Slice(bottom * row, row);
            for (int c = 0; c < channels; c++)
            {
                int first = (left * channels) + c, second = (right * channels) + c;
                pixel[c] = Between(Between(upper[first], upper[second], share), Between(lower[first], lower[second], share), down);
            }
        }
    }

    static float Between(float first, float second, float share) => first + (share * (second - first));

    /// <summary>Where the pixels of a row of the result come from: (Y + StepY · column, X + StepX · column).</summary>
    readonly record struct Line(double Y, double StepY, double X, double StepX)
    {
        /// <summary>The columns whose place has four pixels of the image around it.</summary>
        public (int From, int To) Inside(ImageShape shape)
        {
            (int from, int to) = (0, shape.Width);
            Narrow(Y, StepY, shape.Height - 1, ref from, ref to);
            Narrow(X, StepX, shape.Width - 1, ref from, ref to);
            return from < to ? (from, to) : (0, 0);
        }

        /// <summary>Narrows a run of columns to those with 0 ≤ start + step · column &lt; bound.</summary>
        static void Narrow(double start, double step, int bound, ref int from, ref int to)
        {
            if (step != 0)
            {
                double one = -start / step, other = (bound - start) / step;
                from = (int)Math.Clamp(Math.Floor(Math.Min(one, other)), from, Math.Max(from, to));
                to = (int)Math.Clamp(Math.Ceiling(Math.Max(one, other)) + 1, from, Math.Max(from, to));
            }

            // The bounds themselves hang on rounding: what counts is the place as the loop will compute it.
            while (from < to && !IsInside(start + (step * from), bound))
            {
                from++;
            }

            while (from < to && !IsInside(start + (step * (to - 1)), bound))
            {
                to--;
            }
        }

        static bool IsInside(double place, int bound) => place >= 0 && place < bound;
    }
}
