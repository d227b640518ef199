using System.Text.Json.Serialization;

namespace Occam.Core.Reports;

/// <summary>Writes reports and certificates as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(CompressionReport))]
[JsonSerializable(typeof(Certificate))]
[JsonSerializable(typeof(PruneReport))]
[JsonSerializable(typeof(SensitivityReport))]
public sealed partial class ReportJson : JsonSerializerContext;
