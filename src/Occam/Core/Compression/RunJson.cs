using System.Text.Json.Serialization;

namespace Occam.Core.Compression;

/// <summary>Reads and writes what a resumed run needs, without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(TrainingState))]
internal sealed partial class RunJson : JsonSerializerContext;
