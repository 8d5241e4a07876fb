namespace Krill.Data;

public sealed partial class ImageSet
{
    // "MIXED".
    const ulong MixtureStream = 0x4D49584544;

    // What each image of this view is mixed with; null where none is.
    readonly Mixture[]? _mixtures;

    ImageSet(ImageSet source, int[] index, int[] labels, Mixture[] mixtures)
        : this(source, index, source.Rescale)
    {
        _labels = labels;
        _mixtures = mixtures;
    }

    /// <summary>The images of the set, and behind them mixtures of two of them each, with the nearer label: mixup ahead of training.</summary>
    /// <remarks>
    /// <para>Each mixture is of an image that is drawn at random, some perhaps twice, and the image before it, the last for the first: λ x₁ + (1 - λ) x₂ with λ of Beta(α, α). Its
    /// label is the one of the two that is nearer to λ l₁ + (1 - λ) l₂ as numbers, the second where both are as near. The pixels are mixed whenever they are asked for: a
    /// mixture takes a few bytes.</para>
    /// <para>Use it on the training images, when the validation images are split off. Source: the Small_Net_Generalist notebook. <see cref="Mixup"/> mixes anew in
    /// every epoch, and the labels too.</para>
    /// </remarks>
    /// <param name="share">How many mixtures to add, as a share of the images: 0.2 for a fifth more; rounded down.</param>
    /// <param name="alpha">α of the Beta distribution, greater than 0; by default 0.2.</param>
    /// <param name="seed">Which of the possible mixtures; 0 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not within 0 to 100, or α is not a finite number greater than 0.</exception>
    /// <exception cref="InvalidOperationException">The set has mixtures already, or no labels.</exception>
    public ImageSet WithMixtures(double share, double alpha = 0.2, ulong seed = 0)
    {
        Require.Within(share, 0, 100, "ImageSet.WithMixtures, share");
        Require.Positive(alpha, "ImageSet.WithMixtures, alpha");
        if (_mixtures is not null)
        {
            throw new InvalidOperationException("ImageSet.WithMixtures: received a set that has mixtures; expected one without. Add all of them at once.");
        }

        int added = checked((int)(Count * share));
        int[] index = [.. Enumerable.Range(0, Count), .. new int[added]], labels = [.. Labelled, .. new int[added]];
        var mixtures = new Mixture[index.Length];
        Array.Fill(mixtures, new Mixture(0, 1));
        ulong key = CounterRandom.Key(seed, MixtureStream);
        for (int i = Count; i < index.Length; i++)
        {
            ulong own = CounterRandom.Bits(key, (ulong)(i - Count));
            int first = CounterRandom.Below(own, ulong.MaxValue, Count), second = (first == 0 ? Count : first) - 1;
            double lambda = BetaDistribution.Symmetric(alpha, own);
            index[i] = first;
            labels[i] = NearerLabel(lambda, labels[first], labels[second]);
            mixtures[i] = new Mixture(_index is null ? second : _index[second], (float)lambda);
        }

        return new ImageSet(this, index, labels, mixtures);
    }

    /// <summary>The notebook's rule: of the two labels, the one whose number is nearer to the mixture of their numbers.</summary>
    internal static int NearerLabel(double lambda, int first, int second)
    {
        double mixed = (lambda * first) + ((1 - lambda) * second);
        return Math.Abs(mixed - first) >= Math.Abs(mixed - second) ? second : first;
    }

    void Mix(Span<float> pixels, Mixture mixture)
    {
        int start = mixture.Other * _imageLength;
        float share = mixture.Share, rest = 1 - share;
        if (_bytes.Length > 0)
        {
            ReadOnlySpan<byte> other = _bytes.AsSpan(start, _imageLength);
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = (share * pixels[i]) + (rest * (other[i] * Rescale));
            }
        }
        else
        {
            ReadOnlySpan<float> other = _floats.AsSpan(start, _imageLength);
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = (share * pixels[i]) + (rest * (other[i] * Rescale));
            }
        }
    }

    /// <summary>What is mixed into an image.</summary>
    /// <param name="Other">The stored image.</param>
    /// <param name="Share">The share of the image itself; 1 for no mixture.</param>
    readonly record struct Mixture(int Other, float Share);
}
