using System.Globalization;

namespace Krill.Data;

/// <summary>Which images of a set go to which part of a split.</summary>
internal static class Splitting
{
    // Splits draw from a stream of their own, so that a loader with the same seed shuffles independently of them.
    const ulong Stream = 0x53504C4954; // "SPLIT"

    /// <summary>The number of training images when the last images are for validation.</summary>
    public static int Last(ImageSet set, double fraction)
    {
        CheckFraction("ImageSet.SplitLast", fraction);
        int train = (int)Math.Floor(set.Count * (1 - fraction));
        CheckParts("ImageSet.SplitLast", set, fraction, train);
        return train;
    }

    /// <summary>The indices of both parts, in ascending order.</summary>
    public static (int[] Train, int[] Validation) Random(ImageSet set, double fraction, ulong seed, bool stratify)
    {
        CheckFraction("ImageSet.Split", fraction);
        int train = set.Count - (int)Math.Ceiling(set.Count * fraction);
        CheckParts("ImageSet.Split", set, fraction, train);

        var chosen = new bool[set.Count]; // for training
        if (stratify)
        {
            ChooseByClass(set, train, seed, chosen);
        }
        else
        {
            Choose([.. Enumerable.Range(0, set.Count)], train, CounterRandom.Key(seed, Stream), chosen);
        }

        int[] all = [.. Enumerable.Range(0, set.Count)];
        return (Array.FindAll(all, i => chosen[i]), Array.FindAll(all, i => !chosen[i]));
    }

    /// <summary>
    /// How many of each class go to a part of <paramref name="wanted"/> images: the exact share rounded down, then one more
    /// for the largest remainders, the lower class first where two are equal.
    /// </summary>
    public static int[] Shares(int[] counts, int wanted)
    {
        long total = counts.Sum(count => (long)count);
        int[] shares = Array.ConvertAll(counts, count => (int)((long)count * wanted / total));
        int missing = wanted - shares.Sum();
        IEnumerable<int> largest = Enumerable.Range(0, counts.Length).OrderByDescending(c => (long)counts[c] * wanted % total).Take(missing);
        foreach (int c in largest)
        {
            shares[c]++;
        }

        return shares;
    }

    static void ChooseByClass(ImageSet set, int train, ulong seed, bool[] chosen)
    {
        var members = new List<int>[set.Classes];
        for (int c = 0; c < members.Length; c++)
        {
            members[c] = [];
        }

        for (int i = 0; i < set.Count; i++)
        {
            members[set.Label(i)].Add(i);
        }

        CheckClasses(set, members, train);
        int[] shares = Shares(Array.ConvertAll(members, list => list.Count), train);
        for (int c = 0; c < members.Length; c++)
        {
            Choose([.. members[c]], shares[c], CounterRandom.Key(seed, Stream + 1 + (ulong)c), chosen);
        }
    }

    static void Choose(int[] from, int count, ulong key, bool[] chosen)
    {
        CounterRandom.Shuffle(key, from);
        foreach (int i in from.AsSpan(0, count))
        {
            chosen[i] = true;
        }
    }

    static void CheckFraction(string where, double fraction)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(fraction), fraction, string.Create(CultureInfo.InvariantCulture, $"{where}: received the fraction {fraction}; expected one between 0 and 1, both excluded, for instance 0.1."));
        }
    }

    static void CheckParts(string where, ImageSet set, double fraction, int train)
    {
        if (train < 1 || train >= set.Count)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{where}: received {set.Count} images and the fraction {fraction}, which leaves {train} for training and "
                + $"{set.Count - train} for validation; expected at least one in each part. Choose another fraction or take more images."));
        }
    }

    static void CheckClasses(ImageSet set, List<int>[] members, int train)
    {
        int present = members.Count(list => list.Count > 0);
        int single = Array.FindIndex(members, list => list.Count == 1);
        if (single >= 0)
        {
            throw new ArgumentException(
                $"ImageSet.Split: received one image of class {single} ({set.ClassNames[single]}); expected at least two of each class, "
                + "one for each part. Add images of it, or split with stratify: false.");
        }

        int smaller = Math.Min(train, set.Count - train);
        if (smaller < present)
        {
            throw new ArgumentException(
                $"ImageSet.Split: received {present} classes, and a part of {smaller} images; expected at least one image a class in each part. "
                + "Choose another fraction, or split with stratify: false.");
        }
    }
}
