using System.Text.Json.Serialization;

namespace Occam.Core.Plans;

/// <summary>Quotes names: a JSON string is a YAML string.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class PlanJson : JsonSerializerContext;
