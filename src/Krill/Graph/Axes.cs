namespace Krill.Graph;

/// <summary>Axes that are given by number: 0 is the outermost of an image, -1 the innermost.</summary>
internal static class Axes
{
    /// <summary>The place of an axis from the front. Adds to <paramref name="problems"/> when there is none, and then returns null.</summary>
    public static int? Find(int axis, Shape shape, List<string> problems)
    {
        int place = axis < 0 ? axis + shape.Rank : axis;
        if (place >= 0 && place < shape.Rank)
        {
            return place;
        }

        problems.Add($"received {shape}, which has no axis {axis}; expected an axis from {-shape.Rank} to {shape.Rank - 1}, the batch axis not counted.");
        return null;
    }

    /// <summary>A tensor seen as outer × the axis × inner.</summary>
    public static (int Outer, int Axis, int Inner) Split(int axis, Shape shape)
    {
        int place = axis < 0 ? axis + shape.Rank : axis;
        int inner = shape.Skip(place + 1).Aggregate(1, (product, size) => product * size);
        return (shape.Elements / inner / shape[place], shape[place], inner);
    }
}
