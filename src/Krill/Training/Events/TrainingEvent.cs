namespace Krill.Training;

/// <summary>Something that happened in a training. The kinds are the types that derive from it.</summary>
public abstract record TrainingEvent
{
    private protected TrainingEvent()
    {
    }
}
