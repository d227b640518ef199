using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests;

public sealed class GraphEditsTests : IDisposable
{
    private readonly Graph _graph = new("edits");
    private readonly Value _input;
    private readonly Node _first;
    private readonly Node _last;

    public GraphEditsTests()
    {
        _input = _graph.AddInput("x", new TensorType(ElementType.Float, ["N", 4]));
        var bias = _graph.AddConstant("bias", new Constant(ones(4)));
        _first = _graph.AddNode("Add", [_input, bias], ["sum"], name: "first");
        _last = _graph.AddNode("Relu", [_first.Outputs[0]], ["y"], name: "last");
        _graph.AddOutput(_last.Outputs[0]!);
    }

    public void Dispose() => _graph.Dispose();

    [Fact]
    public void ReplaceUses_of_an_output_keeps_the_name_that_the_network_returns()
    {
        var other = _graph.AddNode("Sigmoid", [_first.Outputs[0]], ["z"]);

        _graph.ReplaceUses(_last.Outputs[0]!, other.Outputs[0]!);
        _graph.Remove(_last);

        GraphVerifier.Verify(_graph);
        Assert.Equal("y", Assert.Single(_graph.Outputs).Name);
        Assert.Same(other, _graph.Find("y")!.Producer);
        Assert.Null(_graph.FindNode("last"));
    }

    [Fact]
    public void InsertAfter_stands_between_a_value_and_its_readers()
    {
        var inserted = _graph.InsertAfter(_first.Outputs[0]!, "Tanh", "bent");

        GraphVerifier.Verify(_graph);
        Assert.Equal([_first, inserted, _last], _graph.Nodes);
        Assert.Same(inserted.Outputs[0], _last.Input(0));
        Assert.Equal([new Use(inserted, 0)], _first.Outputs[0]!.Uses);
    }

    [Fact]
    public void Remove_of_a_node_that_is_read_says_so()
    {
        var error = Assert.Throws<GraphException>(() => _graph.Remove(_first));

        Assert.Equal("Node 'first' (Add): cannot be removed: 'sum' is still read.", error.Message);
    }

    [Fact]
    public void RemoveUnused_takes_chains_and_their_constants()
    {
        var lonely = _graph.AddNode("Mul", [_input, _graph.AddConstant("scale", new Constant(ones(4)))], ["a"]);
        _graph.AddNode("Relu", [lonely.Outputs[0]], ["b"]);

        Assert.Equal(2, _graph.RemoveUnused());

        GraphVerifier.Verify(_graph);
        Assert.Null(_graph.Find("scale"));
        Assert.NotNull(_graph.Find("bias"));
    }

    [Fact]
    public void Names_are_unique()
    {
        Assert.Throws<GraphException>(() => _graph.AddInput("sum", null));
        Assert.Throws<GraphException>(() => _graph.Rename(_input, "y"));
        Assert.Equal("first_1", _graph.AddNode("Relu", [_input], ["r"], name: "first").Name);
        Assert.Equal("sum_1", _graph.UnusedName("sum"));
    }

    [Fact]
    public void Copy_that_shares_data_keeps_it_when_the_original_goes()
    {
        using var scope = NewDisposeScope();
        Graph copy;
        float[] expected;
        using (var original = _graph.Clone())
        {
            expected = original.Constants.First().Constant!.Tensor.data<float>().ToArray();
            copy = original.CloneSharingData();
        }

        using (copy)
        {
            Assert.Equal(expected, copy.Constants.First().Constant!.Tensor.data<float>().ToArray());
            Assert.Equal(_graph.ToText(), copy.ToText());
        }
    }

    [Fact]
    public void Clone_is_equal_and_independent()
    {
        var text = _graph.ToText();
        using var copy = _graph.Clone();
        GraphVerifier.Verify(copy);

        copy.Find("bias")!.Constant!.Tensor.fill_(7);
        copy.SetAttribute(copy.Nodes[1], "alpha", new FloatAttribute(1));
        copy.Rename(copy.Find("sum")!, "renamed");

        Assert.Equal(text, _graph.ToText());
        Assert.Equal(1f, _graph.Find("bias")!.Constant!.Tensor.max().item<float>());
    }

    [Fact]
    public void ToText_is_a_node_a_line()
    {
        var text = _graph.ToText();

        Assert.Equal(
            """
            graph edits (opset 17)
            input x: f32[N,4]
            constant bias: f32[4] = 1,1,1,1
            sum = Add(x, bias)  # first
            y = Relu(sum)  # last
            output y: ?

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Verifier_names_a_node_that_reads_what_is_computed_later()
    {
        _graph.AddNode("Relu", [_last.Outputs[0]], ["early"], name: "hasty", before: _first);

        Assert.Equal("topological order: 'hasty' reads 'y' before it is computed", Assert.Single(GraphVerifier.Problems(_graph)));
    }

    [Fact]
    public void Attribute_of_another_kind_is_an_error_with_the_name()
    {
        _graph.SetAttribute(_last, "axis", new FloatAttribute(1));

        Assert.Equal("Node 'last' (Relu): attribute 'axis' has to be int, but is float.", Assert.Throws<GraphException>(() => _last.Int("axis", 0)).Message);
    }
}
