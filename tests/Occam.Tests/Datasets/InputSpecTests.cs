using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;

namespace Occam.Tests.Datasets;

public sealed class InputSpecTests
{
    [Fact]
    public void Metadata_reads_back_as_written()
    {
        using var graph = Fed("N", 3, 32, 24);
        graph.Info = graph.Info with { Metadata = [new("other", "kept")] };
        var spec = new InputSpec { Size = new(3, 32, 24), Normalisation = new([0.1f, 0.2f, 0.3f], [0.4f, 0.5f, 0.6f]), Classes = ["a b", "c,d"] };

        spec.Write(graph);
        spec.Write(graph);
        var read = InputSpec.Read(graph);

        Assert.Equal(spec.Size, read.Size);
        Assert.Equal(spec.Normalisation!.Mean, read.Normalisation!.Mean);
        Assert.Equal(spec.Normalisation!.Deviation, read.Normalisation!.Deviation);
        Assert.Equal(spec.Classes, read.Classes);
        Assert.Equal(4, graph.Info.Metadata.Count);
    }

    [Fact]
    public void Channels_last_and_open_sides_are_recognised()
    {
        using var graph = Fed("N", "H", "W", 3);

        var spec = InputSpec.Read(graph);

        Assert.Equal((InputLayout.ChannelsLast, new ImageSize(3, 224, 224), false), (spec.Layout, spec.Size, spec.IsSizeFixed));
        Assert.Null(spec.Normalisation);
    }

    [Fact]
    public void Without_metadata_colour_images_are_normalised_as_ImageNet_and_grey_ones_as_measured()
    {
        var images = new MemoryDataset(4);

        Assert.Equal(Normalisation.ImageNet, new InputSpec { Size = new(3, 8, 8) }.NormalisationFor(images));
        Assert.Equal(Normalisation.Measure(images).Mean, new InputSpec { Size = new(1, 8, 8) }.NormalisationFor(images).Mean);
    }

    [Theory]
    [InlineData("0.5,0.5")]
    [InlineData("half")]
    [InlineData("NaN")]
    public void Malformed_metadata_is_named(string mean)
    {
        using var graph = Fed("N", 1, 8, 8);
        graph.Info = graph.Info with { Metadata = [new(InputSpec.MeanKey, mean), new(InputSpec.DeviationKey, "1")] };

        var error = Assert.Throws<GraphException>(() => InputSpec.Read(graph));

        Assert.Contains(InputSpec.MeanKey, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Network_without_an_image_input_is_refused()
    {
        using var graph = Fed("N", 16);

        var error = Assert.Throws<GraphException>(() => InputSpec.Read(graph));

        Assert.Contains("f32[N,16]", error.Message, StringComparison.Ordinal);
    }

    private static Graph Fed(params Dimension[] dimensions)
    {
        var graph = new Graph("net");
        graph.AddOutput(graph.AddNode("Relu", [graph.AddInput("x", new(ElementType.Float, dimensions))], ["y"]).Outputs[0]!);
        return graph;
    }
}
