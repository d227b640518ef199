using Occam.Core.Configs;
using Occam.Core.Experiments;
using Occam.Core.Registry;
using Occam.Models.Architectures;
using Occam.Tests.Datasets;

namespace Occam.Tests.Models.Architectures;

public sealed class ZooTests
{
    [Fact]
    public void Names_are_unique_and_their_shapes_sound()
    {
        Assert.Equal(Zoo.Networks.Count, Zoo.Networks.Select(network => network.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Zoo.Networks, network => Assert.Empty(network.Options.Problems()));
    }

    [Fact]
    public void Config_takes_a_network_by_its_name_for_other_images_and_classes()
    {
        var entry = ComponentRegistry.CreateDefault().Architectures.Find("zoo")!;
        using var graph = new ZooOptions { Name = "resnet20", Channels = 1, Size = 28, Classes = 7 }.Build(1);

        Assert.Equal(typeof(ZooOptions), entry.OptionsType);
        Assert.Equal("f32[N,1,28,28]", graph.Inputs[0].Type!.ToString());
        Assert.Equal("f32[N,7]", graph.Outputs[0].Type!.ToString());
    }

    [Fact]
    public void Unknown_name_in_a_config_is_answered_with_the_nearest()
    {
        using var folder = new TemporaryFolder();
        var config = Path.Combine(folder.Path, "e.yaml");
        File.WriteAllText(config, "model: {type: zoo, name: resnet21}\ndata: {type: folder, path: .}\n");

        var error = Assert.Throws<ConfigException>(() => Experiment.Load(config));

        Assert.Contains("did you mean 'resnet20'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_of_a_config_are_records()
    {
        using var folder = new TemporaryFolder();
        var config = Path.Combine(folder.Path, "e.yaml");
        File.WriteAllText(config, """
            model:
              type: mobilenet_v3
              size: 32
              blocks:
              - {kernel: 3, inner: 16, channels: 8, squeeze: true}
              - {kernel: 5, inner: 24, channels: 8, hard_swish: true, stride: 2}
            data: {type: folder, path: .}
            """);

        var options = Assert.IsType<MobileNetV3Options>(Experiment.Load(config).Options.Model.Options);

        Assert.Equal([new(3, 16, 8, Squeeze: true), new(5, 24, 8, HardSwish: true, Stride: 2)], options.Blocks);
    }
}
