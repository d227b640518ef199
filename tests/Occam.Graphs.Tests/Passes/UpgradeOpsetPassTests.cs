using Occam.Graphs.Attributes;
using Occam.Graphs.Passes;
using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Passes;

public sealed class UpgradeOpsetPassTests
{
    public static TheoryData<string, string, string> Forms => new()
    {
        { "Squeeze", "axes=2", "2,3,1,4" },
        { "Unsqueeze", "axes=0,3", "2,3" },
        { "ReduceSum", "axes=-1", "2,3,4" },
        { "Slice", "starts=1 ends=3 axes=1", "2,4" },
        { "Clip", "min=-0.5f max=0.25f", "3,4" },
        { "Clip", "max=0.25f", "3,4" },
        { "Pad", "pads=0,1,0,2 value=3.5f", "2,3" },
        { "Softmax", "axis=1", "2,5" },
        { "Softmax", "axis=1", "2,5,1,1" },
        { "LogSoftmax", "", "2,5" },
        { "Upsample", "scales=1f,1f,2f,2f", "1,2,3,4" },
        { "Dropout", "ratio=0.5f", "2,3" },
        { "Sigmoid", "", "2,3" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Old_form_computes_the_same_in_the_new_set(string opType, string attributes, string shape)
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("net", [new(string.Empty, 8)]);
        var sizes = shape.Split(',').Select(long.Parse).ToArray();
        var x = graph.AddInput("x", new TensorType(ElementType.Float, [.. sizes.Select(size => (Dimension)size)]));
        graph.AddOutput(graph.AddNode(opType, [x], ["y"], attributes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse)).Outputs[0]!);

        Assert.InRange(PassCase.Apply(new UpgradeOpsetPass(ShapeInference.Run(graph)), graph, [randn(sizes)]), 1, 2);

        Assert.Equal(13, graph.Opsets[string.Empty]);
    }

    [Fact]
    public void Softmax_over_two_axes_is_refused_by_name()
    {
        using var graph = new Graph("net", [new(string.Empty, 8)]);
        var x = graph.AddInput("x", new TensorType(ElementType.Float, [2, 3, 4]));
        graph.AddOutput(graph.AddNode("Softmax", [x], ["y"], name: "attention").Outputs[0]!);

        var error = Assert.Throws<GraphException>(() => new UpgradeOpsetPass(ShapeInference.Run(graph)).Apply(graph));

        Assert.Contains("'attention' (Softmax): cannot be lifted from operator set 8 to 13: it normalises over 2 axes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(17)]
    public void New_sets_are_left_alone(long version)
    {
        using var graph = new Graph("net", [new(string.Empty, version)]);

        Assert.Equal(0, new UpgradeOpsetPass(new ShapeTable()).Apply(graph));
        Assert.Equal(version, graph.Opsets[string.Empty]);
    }

    private static KeyValuePair<string, AttributeValue> Parse(string text)
    {
        var (name, value) = (text.Split('=')[0], text.Split('=')[1].Split(','));
        var floats = value[0].EndsWith('f') ? value.Select(number => float.Parse(number.TrimEnd('f'))).ToArray() : null;
        var scalar = value.Length == 1 && (name is "axis" || !name.EndsWith('s'));
        return new(name, floats is null
            ? scalar ? new IntAttribute(long.Parse(value[0])) : new IntsAttribute(value.Select(long.Parse).ToArray())
            : scalar ? new FloatAttribute(floats[0]) : new FloatsAttribute(floats));
    }
}
