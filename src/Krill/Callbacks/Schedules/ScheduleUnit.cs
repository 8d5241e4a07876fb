namespace Krill.Callbacks;

/// <summary>What a schedule counts in.</summary>
public enum ScheduleUnit
{
    /// <summary>Training steps.</summary>
    Steps,

    /// <summary>Epochs, with fractions between them.</summary>
    Epochs,

    /// <summary>The whole training: 0 at its start, 1 at its end.</summary>
    Training,
}
