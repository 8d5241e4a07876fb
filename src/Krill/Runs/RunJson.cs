using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Krill.Ensembles;
using Krill.Tuning;

namespace Krill.Runs;

/// <summary>The files of a run as JSON: names in snake case, a line a member. The code is made when Krill is built, so that nothing is looked up at start.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RunDescription))]
[JsonSerializable(typeof(RunResult))]
[JsonSerializable(typeof(EnsembleDescription))]
[JsonSerializable(typeof(TuningDescription))]
internal sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>Letters beyond ASCII stay as they are.</summary>
    public static RunJson Plain => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
