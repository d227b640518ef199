using Occam.Models.Quantizers;
using Occam.Onnx.Latency;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers;

public sealed class SlowRegionsTests
{
    private static readonly long[] Shape = [2, 3, 8, 8];

    [Fact]
    public void Layers_and_regions_that_cost_more_in_integers_are_named()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();
        using var model = new StaticQuantizer(new() { Exclude = ["fc"] }).Quantize(graph, SmallNetworks.Batches(Shape));
        KernelTime[] floats = [new("stem_relu_out_nchwc", "Conv", 1), new("body_relu_out_nchwc_token_7", "Conv", 1), new("body2_nchwc", "Conv", 1), new("project", "Conv", 1)];
        KernelTime[] integers =
        [
            new("x_QuantizeLinear", "QuantizeLinear", 0.1), new("Transpose", "Transpose", 0.2), new("stem_token_3", "QLinearConv", 0.8), // 1.1 with what leads to it
            new("body1", "QLinearConv", 0.5), new("body2", "QLinearConv", 0.5), new("project", "QLinearConv", 0.5), new("sum", "QLinearAdd", 0.1),
        ];

        var (regions, layers) = SlowRegions.Find(model, graph, floats, integers);

        Assert.Empty(regions); // 2.7 is below 4
        Assert.Equal(["stem"], layers);
    }

    [Fact]
    public void Region_that_costs_more_as_a_whole_is_named_with_all_its_layers()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();
        using var model = new StaticQuantizer(new() { Exclude = ["fc"] }).Quantize(graph, SmallNetworks.Batches(Shape));
        var names = new[] { "stem", "body1", "body2", "project" };

        var (regions, layers) = SlowRegions.Find(model, graph, [.. names.Select(name => new KernelTime(name, "Conv", 1))], [.. names.Select(name => new KernelTime(name, "QLinearConv", name == "body1" ? 5 : 0.5))]);

        Assert.Equal(names.Order(StringComparer.Ordinal), regions.Order(StringComparer.Ordinal));
        Assert.Equal(["body1"], layers);
    }
}
