using System.Text.Json.Serialization;

namespace Occam.Core.Reports.Runs;

/// <summary>Writes and reads the lines of <c>log.jsonl</c>, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RunLogEntry))]
public sealed partial class RunLogJson : JsonSerializerContext;
