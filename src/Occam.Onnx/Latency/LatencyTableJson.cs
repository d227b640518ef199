using System.Text.Json.Serialization;

namespace Occam.Onnx.Latency;

/// <summary>Reads and writes latency tables without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LatencyTableFile))]
internal sealed partial class LatencyTableJson : JsonSerializerContext;
