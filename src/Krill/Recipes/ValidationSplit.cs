using System.Globalization;
using Krill.Data;

namespace Krill.Recipes;

/// <summary>Which of the training images are kept apart to choose by: weights, learning rates, the end of training.</summary>
public sealed record ValidationSplit
{
    /// <summary>What <see cref="Parse"/> reads, for errors.</summary>
    internal const string Texts = "none, last SHARE, stratified SHARE SEED or random SHARE SEED";

    ValidationSplit()
    {
    }

    /// <summary>None: all images train, and nothing can be chosen by images that the network has not seen.</summary>
    public static ValidationSplit None { get; } = new();

    /// <summary>The share of the images that is kept apart, 0 to 1, both excluded but for <see cref="None"/>.</summary>
    public double Fraction { get; private init; }

    /// <summary>Whether they are drawn at random; else they are the last.</summary>
    public bool IsRandom { get; private init; }

    /// <summary>Whether every class is drawn in its proportion; else, where they are drawn, they are drawn without regard to classes.</summary>
    public bool IsStratified { get; private init; }

    /// <summary>Which of the possible draws; the split is the same in every run, whatever the run's seed.</summary>
    public ulong Seed { get; private init; }

    /// <summary>The last images of the set. Source: Keras's <c>validation_split</c>.</summary>
    /// <param name="fraction">The share, between 0 and 1, both excluded.</param>
    public static ValidationSplit Last(double fraction) => new() { Fraction = RequireShare(fraction) };

    /// <summary>Images drawn at random, every class in its proportion. Source: scikit-learn's <c>train_test_split</c> with <c>stratify</c>.</summary>
    /// <param name="fraction">The share, between 0 and 1, both excluded.</param>
    /// <param name="seed">Which of the possible draws.</param>
    public static ValidationSplit Stratified(double fraction, ulong seed) => new() { Fraction = RequireShare(fraction), IsRandom = true, IsStratified = true, Seed = seed };

    /// <summary>Images drawn at random without regard to their classes. Source: scikit-learn's <c>train_test_split</c>.</summary>
    /// <param name="fraction">The share, between 0 and 1, both excluded.</param>
    /// <param name="seed">Which of the possible draws.</param>
    public static ValidationSplit Random(double fraction, ulong seed) => new() { Fraction = RequireShare(fraction), IsRandom = true, Seed = seed };

    /// <summary>The split as one text: <c>none</c>, <c>last SHARE</c>, <c>stratified SHARE SEED</c> or <c>random SHARE SEED</c>.</summary>
    public override string ToString() => this switch
    {
        { Fraction: 0 } => "none",
        { IsStratified: true } => string.Create(CultureInfo.InvariantCulture, $"stratified {Fraction} {Seed}"),
        { IsRandom: true } => string.Create(CultureInfo.InvariantCulture, $"random {Fraction} {Seed}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"last {Fraction}"),
    };

    /// <summary>Reads what <see cref="ToString"/> writes; null where it is something else.</summary>
    internal static ValidationSplit? Parse(string text) => text.Split(' ') switch
    {
        ["none"] => None,
        ["last", var share] when TryShare(share, out double fraction) => Last(fraction),
        ["stratified", var share, var seed] when TryShare(share, out double fraction) && TrySeed(seed, out ulong key) => Stratified(fraction, key),
        ["random", var share, var seed] when TryShare(share, out double fraction) && TrySeed(seed, out ulong key) => Random(fraction, key),
        _ => null,
    };

    /// <summary>Divides a training set.</summary>
    /// <param name="images">The training images.</param>
    /// <returns>What is left to train on, and what is kept apart: null for <see cref="None"/>.</returns>
    /// <exception cref="ArgumentException">The set is too small to divide.</exception>
    public (ImageSet Train, ImageSet? Validation) Divide(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (Fraction == 0)
        {
            return (images, null);
        }

        DataSplit split = IsRandom ? images.Split(Fraction, Seed, IsStratified) : images.SplitLast(Fraction);
        return (split.Train, split.Validation);
    }

    static bool TryShare(string text, out double share) => double.TryParse(text, CultureInfo.InvariantCulture, out share) && share is > 0 and < 1;

    static bool TrySeed(string text, out ulong seed) => ulong.TryParse(text, CultureInfo.InvariantCulture, out seed);

    static double RequireShare(double fraction) => fraction is > 0 and < 1
        ? fraction
        : throw new ArgumentOutOfRangeException(nameof(fraction), fraction, string.Create(CultureInfo.InvariantCulture, $"ValidationSplit: received the fraction {fraction}; expected more than 0 and less than 1."));
}
