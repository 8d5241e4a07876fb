using System.Text;

namespace Krill.Layers;

/// <summary>Names for layers that were given none, as Keras makes them.</summary>
internal static class LayerNames
{
    /// <summary>A kind of layer in snake case, as Keras writes it: Conv2D is conv2d, LeakyReLU is leaky_re_lu.</summary>
    public static string Stem(string kind)
    {
        var name = new StringBuilder();
        for (int i = 0; i < kind.Length; i++)
        {
            bool startsWord = char.IsUpper(kind[i]) && i > 0 && (char.IsLower(kind[i - 1]) || (i + 1 < kind.Length && char.IsLower(kind[i + 1]) && char.IsUpper(kind[i - 1])));
            if (startsWord)
            {
                name.Append('_');
            }

            name.Append(char.ToLowerInvariant(kind[i]));
        }

        return name.ToString();
    }

    /// <summary>The first of stem, stem_1, stem_2, … that is not taken; takes it.</summary>
    public static string Next(string stem, HashSet<string> taken)
    {
        string name = stem;
        for (int i = 1; !taken.Add(name); i++)
        {
            name = $"{stem}_{i}";
        }

        return name;
    }
}
