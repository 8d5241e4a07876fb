using System.Text.Json.Serialization;

namespace Krill;

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs are done.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>A callback stopped it.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>The caller's cancellation token stopped it.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}
