namespace Krill.Initializers;

/// <summary>
/// The first output channels hand the input channels on, one each, as with <see cref="Identity"/>; the others start as another initializer has them. So a
/// convolution that widens keeps what it gets and adds to it. Source: Jordan, "94% on CIFAR-10 in 3.29 seconds on a single GPU", 2024.
/// </summary>
public sealed class PartialIdentity : Initializer
{
    /// <summary>An identity for as many channels as there are inputs.</summary>
    /// <param name="rest">How the other output channels start; also asked where there are none.</param>
    public PartialIdentity(Initializer rest)
    {
        ArgumentNullException.ThrowIfNull(rest);
        Rest = rest;
    }

    /// <summary>How the other output channels start.</summary>
    public Initializer Rest { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shape has less than two axes.</exception>
    public override void Fill(Span<float> values, Shape shape, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(shape);
        float[] identity = new float[values.Length];
        new Identity().Fill(identity, shape, seed);
        Rest.Fill(values, shape, seed);
        int outputs = shape[^1], same = Math.Min(shape[^2], outputs);
        for (int row = 0; row < values.Length; row += outputs)
        {
            identity.AsSpan(row, same).CopyTo(values[row..]);
        }
    }
}
