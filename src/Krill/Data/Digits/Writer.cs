namespace Krill.Data;

/// <summary>The hand of one writer: what all the digits that they write have in common.</summary>
internal sealed class Writer
{
    // The two parts of the dataset have writers of their own: numbers below this are training writers.
    public const int TrainWriters = 500;
    public const int TestWriters = 100;

    const ulong Stream = 0x57524954455200; // "WRITER"

    readonly ulong _formKey;
    readonly int[] _habits = new int[10];

    /// <param name="seed">The dataset's seed.</param>
    /// <param name="number">Which writer, from 0.</param>
    public Writer(ulong seed, int number)
    {
        Number = number;
        var random = new RandomStream(seed, Stream + (ulong)number);
        Slant = 0.14f + 0.2f * random.Bell();
        Turn = 0.04f * random.Bell();
        Taper = 0.18f * random.Bell();
        Bend = 0.16f * random.Bell();
        Aspect = Math.Clamp(1 + 0.17f * random.Bell(), 0.74f, 1.5f);
        Size = Math.Clamp(0.98f + 0.06f * random.Bell(), 0.78f, 1.12f);
        Radius = Math.Clamp(1.22f + 0.3f * random.Bell(), 0.72f, 1.95f);
        Softness = random.Uniform(0.9f, 1.5f);
        Wobble = random.Uniform(0.014f, 0.034f);
        Roundness = random.Uniform(0.44f, 0.62f);
        Fading = random.Uniform(-0.3f, 0.35f);
        Swelling = random.Uniform(0, 0.3f);
        for (int digit = 0; digit < 10; digit++)
        {
            // The lower of two draws, so that the common ways to write a digit are common here.
            int ways = Glyphs.Of(digit).Length;
            _habits[digit] = Math.Min(random.Below(ways), random.Below(ways + 1));
        }

        _formKey = CounterRandom.Key(seed, Stream + (1UL << 32) + (ulong)number);
    }

    /// <summary>Which writer of the dataset this is.</summary>
    public int Number { get; }

    /// <summary>How far the top leans to the right, as a share of the height.</summary>
    public float Slant { get; }

    /// <summary>Half the angle by which everything is turned, roughly in radians.</summary>
    public float Turn { get; }

    /// <summary>How much wider the bottom is than the top, as a share of the width.</summary>
    public float Taper { get; }

    /// <summary>How far the middle of an upright line bulges to the left, as a share of the height.</summary>
    public float Bend { get; }

    /// <summary>The width, as a multiple of the usual.</summary>
    public float Aspect { get; }

    /// <summary>The height, as a multiple of the usual.</summary>
    public float Size { get; }

    /// <summary>Half the width of a line, in pixels.</summary>
    public float Radius { get; }

    /// <summary>The width of a line's blurred edge, in pixels.</summary>
    public float Softness { get; }

    /// <summary>How unsteady the hand is, as a share of the height.</summary>
    public float Wobble { get; }

    /// <summary>How far curves swing out: 0 is straight from point to point, 0.5 is natural.</summary>
    public float Roundness { get; }

    /// <summary>How much thicker (or thinner) a line is at its beginning than at its end.</summary>
    public float Fading { get; }

    /// <summary>How much thicker a line is in the middle than at its ends.</summary>
    public float Swelling { get; }

    /// <summary>Which way to write a digit is the writer's own.</summary>
    public int Habit(int digit) => _habits[digit];

    /// <summary>The numbers that shape the writer's own form of a glyph, the same every time.</summary>
    public RandomStream Form(int digit, int way) => new(_formKey, (ulong)(digit * 8 + way));
}
