using Occam.Core.Registry;
using Occam.Models.Architectures;

namespace Occam.Tests.Core.Registry;

public sealed class ComponentRegistryTests
{
    [Fact]
    public void Every_component_is_described_by_its_class()
    {
        var descriptions = new XmlDescriptions();

        Assert.All(
            ComponentRegistry.CreateDefault().Kinds.SelectMany(kind => kind.Entries),
            entry => Assert.True(descriptions.FirstSentenceOf(entry.Component).Length > 10, entry.Name));
        Assert.StartsWith("Residual networks (He et al. 2015", descriptions.FirstSentenceOf(typeof(ResNet)), StringComparison.Ordinal);
        Assert.StartsWith("Classes, at least 2.", descriptions.Of(typeof(ResNetOptions).GetProperty("Classes")!), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_cannot_be_taken_twice_nor_be_spelt_otherwise()
    {
        var registry = ComponentRegistry.CreateDefault();

        Assert.Contains("registered twice", Assert.Throws<ArgumentException>(() => Add("resnet")).Message, StringComparison.Ordinal);
        Assert.Contains("snake_case", Assert.Throws<ArgumentException>(() => Add("ResNet2")).Message, StringComparison.Ordinal);
        void Add(string name) => registry.Architectures.Add<ResNetOptions>(name, typeof(ResNet), (options, context) => ResNet.Build(options, context.Seed));
    }

    [Fact]
    public void An_assembly_that_is_no_extension_is_refused_with_the_reason()
    {
        var registry = ComponentRegistry.CreateDefault();

        Assert.Contains("no [assembly: OccamExtension", Assert.Throws<ExtensionException>(() => registry.Load(typeof(ComponentRegistryTests).Assembly.Location)).Message, StringComparison.Ordinal);
        Assert.Contains("There is no extension", Assert.Throws<ExtensionException>(() => registry.Load("no-such.dll")).Message, StringComparison.Ordinal);
    }
}
