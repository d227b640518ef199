using System.Text.Json.Nodes;
using Occam.Core.Configs.Schema;
using Occam.Core.Registry;

namespace Occam.Tests.Core.Configs;

public sealed class ConfigSchemaTests
{
    [Fact]
    public void Every_option_and_component_has_its_place()
    {
        var schema = JsonNode.Parse(ConfigSchema.For<SampleExperiment>(ComponentRegistry.CreateDefault()))!;

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema["$schema"]);
        Assert.Equal(["seed", "training", "model", "teacher", "stages"], schema["properties"]!.AsObject().Select(pair => pair.Key).Take(5));
        var cases = schema["$defs"]!["architecture"]!["anyOf"]![1]!["allOf"]!.AsArray();
        Assert.Contains(cases, each => (string?)each!["if"]!["properties"]!["type"]!["const"] == "resnet" && each["then"]!["properties"]!["widths"] is not null);
        var mode = schema["$defs"]!["SampleTraining"]!["properties"]!["batch_mode"]!["anyOf"]![0]!["enum"]!;
        Assert.Equal(["running_mean", "frozen"], mode.AsArray().Select(word => (string?)word));
    }

    [Fact]
    public void Every_reference_within_the_schema_leads_somewhere()
    {
        var text = ConfigSchema.For<SampleExperiment>(ComponentRegistry.CreateDefault());
        var definitions = JsonNode.Parse(text)!["$defs"]!.AsObject();

        var names = text.Split("#/$defs/").Skip(1).Select(part => part[..part.IndexOf('"', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal);

        Assert.All(names, name => Assert.NotNull(definitions[name]));
    }
}
