namespace Krill.Tuning;

/// <summary>Trials that start together, and of which fewer and fewer go on for longer and longer.</summary>
public sealed class Bracket
{
    internal Bracket(int number, int firstTrial, IReadOnlyList<Rung> rungs)
    {
        Number = number;
        FirstTrial = firstTrial;
        Rungs = rungs;
    }

    /// <summary>Its number; in Hyperband s, how often its trials are halved.</summary>
    public int Number { get; }

    /// <summary>The number of its first trial, 1 for the first of all.</summary>
    public int FirstTrial { get; }

    /// <summary>Its stages, in order.</summary>
    public IReadOnlyList<Rung> Rungs { get; }

    /// <summary>How many trials start.</summary>
    public int Trials => Rungs[0].Trials;

    /// <summary>Epochs of all its trials together: they go on from stage to stage and do not start anew.</summary>
    public long Epochs => Rungs.Select((rung, i) => (long)rung.Trials * (rung.Epochs - (i == 0 ? 0 : Rungs[i - 1].Epochs))).Sum();

    /// <summary>Its stages in one line: <c>81 × 1 epochs, 27 × 3, 9 × 9, 3 × 27, 1 × 81</c>.</summary>
    public override string ToString() => string.Join(", ", Rungs.Select((rung, i) => i == 0 ? $"{rung.Trials} × {rung.Epochs} epochs" : $"{rung.Trials} × {rung.Epochs}"));
}
