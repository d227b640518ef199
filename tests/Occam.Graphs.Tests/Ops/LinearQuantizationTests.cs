using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

/// <summary>QuantizeLinear and DequantizeLinear.</summary>
public sealed class LinearQuantizationTests
{
    [Fact]
    public void QuantizeLinear_rounds_halves_to_even_and_saturates()
    {
        using var scope = NewDisposeScope();
        var x = tensor([-1000f, -1, 0, 1, 3, 5, 1000]);

        var unsigned = SingleNode.Run("QuantizeLinear", [x, tensor(2f), tensor((byte)10)])[0];
        var signed = SingleNode.Run("QuantizeLinear", [x, tensor(2f), tensor((sbyte)-3)])[0];
        var plain = SingleNode.Run("QuantizeLinear", [x, tensor(2f)])[0];

        Assert.Equal([0, 10, 10, 10, 12, 12, 255], unsigned.data<byte>().ToArray());
        Assert.Equal([-128, -3, -3, -3, -1, -1, 127], signed.data<sbyte>().ToArray());
        Assert.Equal([0, 0, 0, 0, 2, 2, 255], plain.data<byte>().ToArray());
    }

    [Fact]
    public void QuantizeLinear_along_an_axis_takes_one_scale_a_slice()
    {
        using var scope = NewDisposeScope();
        var x = tensor([1f, 2, 3, 4], [2, 2]);

        var columns = SingleNode.Run("QuantizeLinear", [x, tensor([1f, 2]), tensor(new byte[] { 0, 100 })])[0];
        var rows = SingleNode.Run("QuantizeLinear", [x, tensor([1f, 0.5f]), tensor(new byte[] { 0, 100 })], new() { ["axis"] = new IntAttribute(0) })[0];

        Assert.Equal([1, 101, 3, 102], columns.data<byte>().ToArray());
        Assert.Equal([1, 2, 106, 108], rows.data<byte>().ToArray());
    }

    [Fact]
    public void DequantizeLinear_is_the_inverse_map()
    {
        using var scope = NewDisposeScope();

        var unsigned = SingleNode.Run("DequantizeLinear", [tensor(new byte[] { 0, 10, 255 }), tensor(0.5f), tensor((byte)10)])[0];
        var signed = SingleNode.Run("DequantizeLinear", [tensor(new sbyte[] { -128, 127 }), tensor([0.5f, 2f]), tensor(new sbyte[] { 0, 1 })], new() { ["axis"] = new IntAttribute(0) })[0];
        var wide = SingleNode.Run("DequantizeLinear", [tensor(new[] { 100_000, -3 }), tensor(0.25f)])[0];

        TensorAssert.Close(tensor([-5f, 0, 122.5f]), unsigned);
        TensorAssert.Close(tensor([-64f, 252]), signed);
        TensorAssert.Close(tensor([25_000f, -0.75f]), wide);
    }

    [Fact]
    public void QuantizeLinear_in_21_takes_its_type_from_the_attribute()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("QuantizeLinear", [tensor([-3f]), tensor(1f)], new() { ["output_dtype"] = new IntAttribute((long)ElementType.Int8) }, opset: 21)[0];

        Assert.Equal([-3], y.data<sbyte>().ToArray());
    }

    [Theory]
    [InlineData("QuantizeLinear")]
    [InlineData("DequantizeLinear")]
    public void Blocks_and_other_widths_are_refused(string name)
    {
        using var scope = NewDisposeScope();
        var x = name == "QuantizeLinear" ? ones(4) : ones(4, ScalarType.Int16);

        var blocks = Assert.Throws<GraphException>(() => SingleNode.Run(name, [ones(4), ones(2)], new() { ["block_size"] = new IntAttribute(2) }, opset: 21));
        var width = Assert.Throws<GraphException>(() => SingleNode.Run(name, [x, ones([]), zeros([], ScalarType.Int16)], opset: 21));

        Assert.Contains("block_size 2", blocks.Message, StringComparison.Ordinal);
        Assert.Contains("8-bit", width.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("QuantizeLinear")]
    [InlineData("DequantizeLinear")]
    public void Zero_point_without_tensor_is_refused_not_ignored(string name)
    {
        using var graph = new Graph("wide", [new(string.Empty, 21)]);
        var x = graph.AddInput("x", new TensorType(name == "QuantizeLinear" ? ElementType.Float : ElementType.UInt16, null));
        var scale = graph.AddConstant("scale", new Constant(ones([])));
        var zero = graph.AddConstant("zero", new Constant(ElementType.UInt16, [], new byte[] { 1, 0 }));
        var node = graph.AddNode(name, [x, scale, zero], ["y"]);

        var error = Assert.Throws<GraphException>(() => node.Operator!.Bind(node));

        Assert.Contains("UInt16", error.Message, StringComparison.Ordinal);
    }
}
