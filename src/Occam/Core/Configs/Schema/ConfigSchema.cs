using System.Text.Json;
using System.Text.Json.Nodes;
using Occam.Core.Configs.Binding;
using Occam.Core.Registry;

namespace Occam.Core.Configs.Schema;

/// <summary>
/// Writes the JSON Schema (draft 2020-12) of a config, so that editors complete and check. It takes nothing for required, because a file may inherit the rest
/// from its <c>_base_</c>, and a <c>${reference}</c> in the place of any value; ranges and what is missing are said by <c>occam config show</c>.
/// </summary>
public sealed class ConfigSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly ComponentRegistry _registry;
    private readonly XmlDescriptions _descriptions = new();
    private readonly JsonObject _definitions = new() { ["reference"] = new JsonObject { ["type"] = "string", ["pattern"] = @"\$\{[^{}]+\}" } };

    private ConfigSchema(ComponentRegistry registry)
    {
        _registry = registry;
    }

    /// <summary>Writes a schema.</summary>
    /// <typeparam name="T">The options record of the whole config.</typeparam>
    /// <param name="registry">What the names after <c>type:</c> stand for.</param>
    public static string For<T>(ComponentRegistry registry)
        where T : class => new ConfigSchema(registry).Write(typeof(T)).ToJsonString(Indented);

    private JsonObject Write(Type type)
    {
        var root = Record(type, type);
        var properties = root["properties"]!.AsObject();
        var files = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } };
        properties["_base_"] = new JsonObject
        {
            ["description"] = "One file or several to inherit from; later ones go before earlier ones, this file before all.",
            ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, files.DeepClone()),
        };
        properties[Config.VariablesKey] = new JsonObject { ["type"] = "object", ["description"] = "Values for ${variables.name} elsewhere." };
        properties[Config.ExtensionsKey] = Described(files, "Assemblies that register further components.");
        return new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "Occam config", ["type"] = "object", ["properties"] = properties.DeepClone(), ["additionalProperties"] = false, ["$defs"] = _definitions };
    }

    private JsonObject Record(Type type, Type described)
    {
        var properties = new JsonObject();
        foreach (var member in OptionsShape.Of(type).Members)
        {
            var schema = OrReference(Value(member.Property.PropertyType));
            schema = member.IsNullable ? new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) } : schema;
            properties[member.Name] = Described(schema, SnakeCase.In(_descriptions.Of(member.Property), [member.Property.Name]));
        }

        properties["_delete_"] = new JsonObject { ["type"] = "boolean", ["description"] = "Whether what was inherited here is dropped instead of merged." };
        return Described(new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false }, _descriptions.Of(described));
    }

    private JsonObject Value(Type given)
    {
        var type = Nullable.GetUnderlyingType(given) ?? given;
        return type switch
        {
            _ when type == typeof(bool) => Typed("boolean"),
            _ when ScalarReader.IsWhole(type) => Typed("integer"),
            _ when ScalarReader.IsReal(type) => new() { ["anyOf"] = new JsonArray(Typed("number"), new JsonObject { ["type"] = "string", ["pattern"] = @"^[0-9.]+ ?%$" }) },
            _ when type == typeof(TimeSpan) => new() { ["type"] = "string", ["pattern"] = "^[0-9.]+[smh]$" },
            _ when type.IsEnum => new() { ["enum"] = new JsonArray([.. ScalarReader.Words(type).Select(word => (JsonNode)word)]) },
            _ when type == typeof(string) => new() { ["type"] = new JsonArray("string", "number", "boolean") },
            _ when ListShape.ItemOf(type) is { } item => new() { ["type"] = "array", ["items"] = OrReference(Value(item)) },
            _ when ListShape.DictionaryItemOf(type) is { } value => new() { ["type"] = "object", ["additionalProperties"] = OrReference(Value(value)) },
            _ when _registry.KindOf(type) is { } kind => Defined(kind.Name.Replace(' ', '_'), () => Choice(kind)),
            _ => Defined(type.Name, () => Record(type, type)),
        };
    }

    // One schema a name, chosen by 'type'; where the type is inherited nothing can be said of the other keys.
    private JsonObject Choice(ComponentKind kind)
    {
        var cases = new JsonArray();
        foreach (var entry in kind.Entries)
        {
            var record = Record(entry.OptionsType, entry.Component);
            record["properties"]!["type"] = new JsonObject { ["const"] = entry.Name };
            cases.Add(new JsonObject
            {
                ["if"] = new JsonObject { ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = entry.Name } }, ["required"] = new JsonArray("type") },
                ["then"] = record,
            });
        }

        var names = new JsonObject { ["enum"] = new JsonArray([.. kind.Entries.Select(entry => (JsonNode)entry.Name)]) };
        return new()
        {
            ["anyOf"] = new JsonArray(
                names,
                new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["type"] = OrReference((JsonObject)names.DeepClone()) }, ["allOf"] = cases }),
        };
    }

    private JsonObject Defined(string name, Func<JsonObject> write)
    {
        if (!_definitions.ContainsKey(name))
        {
            _definitions[name] = null; // taken, so that a record within itself ends
            _definitions[name] = write();
        }

        return new() { ["$ref"] = $"#/$defs/{name}" };
    }

    private static JsonObject OrReference(JsonObject schema) => new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["$ref"] = "#/$defs/reference" }) };

    private static JsonObject Typed(string type) => new() { ["type"] = type };

    private static JsonObject Described(JsonObject schema, string description)
    {
        if (description.Length > 0)
        {
            schema["description"] = description;
        }

        return schema;
    }
}
