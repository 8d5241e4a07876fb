namespace Krill;

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>A callback stopped it.</summary>
    Stopped,

    /// <summary>The caller's cancellation token stopped it.</summary>
    Cancelled,
}
