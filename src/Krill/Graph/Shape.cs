using System.Collections;

namespace Krill;

/// <summary>The sizes of a tensor's axes, the batch axis left out: an image is (height, width, channels).</summary>
/// <remarks>A shape of no axes is a single number.</remarks>
public sealed class Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    readonly int[] _axes;

    /// <summary>A shape of the given axes.</summary>
    /// <param name="axes">The sizes, each at least 1, outermost first.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1, or there are 2³¹ elements or more.</exception>
    public Shape(params ReadOnlySpan<int> axes)
    {
        long elements = 1;
        foreach (int axis in axes)
        {
            if (axis < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(axes), axis, $"Shape: received the axes ({Join(axes)}); expected every size to be at least 1.");
            }

            elements *= axis;
            if (elements > int.MaxValue)
            {
                throw new ArgumentOutOfRangeException(nameof(axes), elements, $"Shape: received the axes ({Join(axes)}); expected fewer than 2^31 elements.");
            }
        }

        _axes = axes.ToArray();
        Elements = (int)elements;
    }

    /// <summary>How many axes there are.</summary>
    public int Rank => _axes.Length;

    /// <summary>How many numbers a tensor of this shape holds.</summary>
    public int Elements { get; }

    int IReadOnlyCollection<int>.Count => _axes.Length;

    /// <summary>The size of an axis, 0 the outermost.</summary>
    /// <param name="axis">0 to <see cref="Rank"/> - 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such axis.</exception>
    public int this[int axis] => _axes[axis];

    /// <summary>The size of an axis; <c>shape[^1]</c> is the innermost: the channels.</summary>
    /// <param name="axis">The axis from either end.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such axis.</exception>
    public int this[Index axis] => _axes[axis];

    /// <summary>Whether both have the same axes.</summary>
    public static bool operator ==(Shape? left, Shape? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether an axis differs.</summary>
    public static bool operator !=(Shape? left, Shape? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _axes.AsSpan().SequenceEqual(other._axes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (int axis in _axes)
        {
            hash.Add(axis);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => _axes.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _axes.GetEnumerator();

    /// <summary>The axes in parentheses: <c>(28, 28, 1)</c>.</summary>
    public override string ToString() => $"({Join(_axes)})";

    /// <summary>The axes behind that of the batch, as Keras writes them: <c>(None, 28, 28, 1)</c>.</summary>
    internal string ToBatchString() => Rank == 0 ? "(None)" : $"(None, {Join(_axes)})";

    static string Join(ReadOnlySpan<int> axes) => string.Join(", ", axes.ToArray());
}
