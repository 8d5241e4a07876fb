using System.Text.Encodings.Web;
using System.Text.Json;

namespace Krill.Results;

/// <summary>How records are written and read.</summary>
internal static class Json
{
    /// <summary>Indented, in snake case; a member that is missing or null against its type is an error.</summary>
    public static JsonSerializerOptions File { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>The same on one line.</summary>
    public static JsonSerializerOptions Line { get; } = new(File) { WriteIndented = false };
}
