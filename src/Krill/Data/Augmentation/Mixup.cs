namespace Krill.Data;

/// <summary>Mixes every image of a batch with another one of it, and their targets in the same proportion.</summary>
/// <remarks>
/// <para>x = λ xᵢ + (1 - λ) xⱼ, t = λ tᵢ + (1 - λ) tⱼ: j follows from a random order of the batch, so every image is in two mixtures, and λ is drawn from Beta(α, α) for every
/// image. All losses take such targets; an accuracy while training counts an image as right where the greatest output is that of the class with the greater share.</para>
/// <para>What stands before it in the list is applied to both images, what stands behind it to the mixture. Source: Zhang et al., "mixup: beyond empirical risk
/// minimization", 2018, with λ for every image as in yu4u's mixup generator.</para>
/// </remarks>
public sealed class Mixup : BatchAugmentation
{
    /// <summary>A mixup.</summary>
    /// <param name="alpha">α, greater than 0; by default 0.2: the smaller, the more mixtures are nearly one image alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public Mixup(double alpha = 0.2)
    {
        Alpha = Require.Positive(alpha, "Mixup, alpha");
    }

    /// <summary>α of the Beta distribution that shares are drawn from.</summary>
    public double Alpha { get; }

    /// <summary>What <c>--augment</c> takes, for instance <c>mixup=0.2</c>.</summary>
    public override string ToString() => $"mixup={AugmentationText.Of(Alpha)}";

    /// <inheritdoc/>
    public override void Apply(in AugmentedBatch batch)
    {
        // Along a cycle of the order every image is mixed with the next, which is still as it was; only the first must be kept for the last.
        Span<int> partners = batch.RandomOrder(0);
        for (int first = 0; first < batch.Count; first++)
        {
            if (partners[first] < 0)
            {
                continue;
            }

            batch.Pixels(first).CopyTo(batch.ImageScratch);
            batch.Targets(first).CopyTo(batch.TargetScratch);
            for (int image = first; image >= 0;)
            {
                int partner = partners[image];
                float share = (float)BetaDistribution.Symmetric(Alpha, batch.KeyOf(image));
                Mix(batch.Pixels(image), partner == first ? batch.ImageScratch : batch.Pixels(partner), share);
                Mix(batch.Targets(image), partner == first ? batch.TargetScratch : batch.Targets(partner), share);
                partners[image] = -1;
                image = partner == first ? -1 : partner;
            }
        }
    }

    static void Mix(Span<float> values, ReadOnlySpan<float> others, float share)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (share * values[i]) + ((1 - share) * others[i]);
        }
    }
}
