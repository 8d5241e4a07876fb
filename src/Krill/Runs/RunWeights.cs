using System.Text.Json.Serialization;

namespace Krill.Runs;

/// <summary>Which of a run's weights.</summary>
public enum RunWeights
{
    /// <summary>Those after the epoch that was best by the monitored figure: <c>best.safetensors</c>.</summary>
    [JsonStringEnumMemberName("best")]
    Best,

    /// <summary>Those that the training ended with, after callbacks such as early stopping had their way: <c>last.safetensors</c>.</summary>
    [JsonStringEnumMemberName("last")]
    Last,
}
