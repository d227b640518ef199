using Google.Protobuf;
using Occam.Onnx.Protos;
using Occam.Onnx.Writing;

namespace Occam.Onnx.Tests.Reading;

public sealed class HostileFileTests
{
    [Fact]
    public void Read_empty_file_fails() => Fails(default(ReadOnlyMemory<byte>), "is empty");

    [Fact]
    public void Read_file_of_another_format_fails() => Fails("<!DOCTYPE html><html>not found</html>"u8.ToArray(), "another format");

    [Fact]
    public void Read_zip_fails() => Fails(new byte[] { 0x50, 0x4B, 3, 4, 20, 0, 8, 0, 8, 0, 1, 2, 3 }, "model in memory");

    [Fact]
    public void Read_missing_file_fails()
    {
        var e = Assert.Throws<OnnxException>(() => OnnxReader.Read("no/such/model.onnx"));

        Assert.Equal("There is no file 'no/such/model.onnx'.", e.Message);
    }

    [Fact]
    public void Read_folder_fails()
    {
        var e = Assert.Throws<OnnxException>(() => OnnxReader.Read(Path.GetTempPath()));

        Assert.Contains("is a folder", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_model_without_graph_fails() => Fails(new ModelProto { IrVersion = 8 }, "has no graph");

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(99)]
    [InlineData(-5)]
    public void Read_unsupported_format_version_fails(long version)
    {
        var model = Models.AddRelu();
        model.IrVersion = version;

        Fails(model, $"(IR) {version}; 3 to 13 are supported");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Read_operator_set_of_no_version_fails(long version)
    {
        var model = Models.AddRelu();
        model.OpsetImport[0].Version = version;

        Fails(model, "opset_import");
    }

    [Fact]
    public void Read_every_truncation_fails()
    {
        var bytes = Models.AddRelu().ToByteArray();

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<OnnxException>(() => OnnxReader.Read(bytes.AsMemory(0, length)).Dispose());
        }
    }

    [Fact]
    public void Read_cycle_names_its_nodes()
    {
        var graph = Models.Graph(Models.Node("Add", ["x", "c"], ["a"]), Models.Node("Relu", ["a"], ["c"]), Models.Node("Relu", ["c"], ["y"]));

        Fails(Models.Model(graph), "a cycle of 2 nodes", "node 'node_a' (Add)", "node 'node_c' (Relu)");
    }

    [Fact]
    public void Read_long_cycle_of_nameless_nodes_fails_soon()
    {
        const int Count = 20_000;
        var graph = Models.Graph();
        graph.Node.AddRange(Enumerable.Range(0, Count).Select(i => new NodeProto { OpType = "Relu", Input = { $"v{(i + 1) % Count}" }, Output = { $"v{i}" } }));
        graph.Output[0].Name = "v0";

        Fails(Models.Model(graph), $"a cycle of {Count} nodes");
    }

    [Fact]
    public void Read_node_that_reads_itself_fails() => Fails(Models.Model(Models.Graph(Models.Node("Relu", ["y"], ["y"]))), "cycle of 1 node");

    [Fact]
    public void Read_dangling_input_fails() =>
        Fails(Models.Model(Models.Graph(Models.Node("Add", ["x", "gone"], ["y"]))), "node 'node_y' (Add) reads 'gone'");

    [Fact]
    public void Read_dangling_output_fails() => Fails(Models.Model(Models.Graph(Models.Node("Relu", ["x"], ["z"]))), "returns 'y'");

    [Fact]
    public void Read_output_returned_twice_fails()
    {
        var model = Models.AddRelu();
        model.Graph.Output.Add(Models.Float("y"));

        Fails(model, "returns 'y' twice");
    }

    [Fact]
    public void Read_two_nodes_with_one_output_name_fails() =>
        Fails(Models.Model(Models.Graph(Models.Node("Relu", ["x"], ["y"]), Models.Node("Abs", ["x"], ["y"]))), "computes 'y'", "unique");

    [Fact]
    public void Read_two_initializers_of_one_name_fails()
    {
        var model = Models.AddRelu();
        model.Graph.Initializer.Add(Models.Weights("b", [1], 1));

        Fails(model, "initializer 'b'", "unique");
    }

    [Fact]
    public void Read_two_inputs_of_one_name_fails()
    {
        var model = Models.AddRelu();
        model.Graph.Input.Add(Models.Float("x"));

        Fails(model, "input 'x'", "unique");
    }

    [Fact]
    public void Read_node_with_name_of_input_as_output_fails() => Fails(Models.Model(Models.Graph(Models.Node("Relu", ["x"], ["x"]))), "'x'", "unique");

    [Fact]
    public void Read_node_without_operator_fails() => Fails(Models.Model(Models.Graph(Models.Node(string.Empty, ["x"], ["y"]))), "names no operator");

    [Fact]
    public void Read_node_without_output_fails() =>
        Fails(Models.Model(Models.Graph(Models.Node("Relu", ["x"], ["y"]), new NodeProto { OpType = "Abs", Name = "lost", Input = { "x" } })), "node 'lost' (Abs) has no output");

    [Fact]
    public void Read_two_attributes_of_one_name_fails() =>
        Fails(Models.Model(Models.Graph(Models.Node("Relu", ["x"], ["y"], Models.Int("a", 1), Models.Int("a", 2)))), "two attributes named 'a'");

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void Read_raw_data_of_wrong_size_fails(int bytes)
    {
        var model = Models.AddRelu();
        model.Graph.Initializer[0].RawData = ByteString.CopyFrom(new byte[bytes]);

        Fails(model, "initializer 'b' of f32[3] takes 12 bytes", $"has {bytes}");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Read_typed_data_of_wrong_size_fails(int count)
    {
        var model = Models.AddRelu();
        model.Graph.Initializer[0].ClearRawData();
        model.Graph.Initializer[0].FloatData.AddRange(new float[count]);

        Fails(model, "initializer 'b' of f32[3] has 3 elements");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Read_typed_integers_of_wrong_count_fails(int count)
    {
        var model = Models.AddRelu();
        model.Graph.Initializer.Add(new TensorProto { Name = "i", DataType = 7, Dims = { 3 }, Int64Data = { new long[count] } });

        Fails(model, "initializer 'i' of i64[3]");
    }

    [Fact]
    public void Read_tensor_without_data_fails()
    {
        var model = Models.AddRelu();
        model.Graph.Initializer[0].ClearRawData();

        Fails(model, "initializer 'b' of f32[3]");
    }

    [Theory]
    [InlineData(1L << 40, 1, "takes")]
    [InlineData(1L << 62, 8, "more elements than there can be")]
    [InlineData(long.MaxValue, long.MaxValue, "more elements than there can be")]
    [InlineData(-3, 1, "negative size, -3")]
    public void Read_impossible_dimensions_fail_without_allocating(long first, long second, string problem)
    {
        var model = Models.AddRelu();
        model.Graph.Initializer[0].Dims.Clear();
        model.Graph.Initializer[0].Dims.Add([first, second]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Fails(model, "initializer 'b'", problem);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Read_too_many_dimensions_fails()
    {
        var model = Models.AddRelu();
        model.Graph.Initializer[0].Dims.AddRange(Enumerable.Repeat(1L, 1000));

        Fails(model, "1001 dimensions");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(77)]
    [InlineData(-1)]
    public void Read_unknown_element_type_fails(int type)
    {
        var model = Models.AddRelu();
        model.Graph.Initializer[0].DataType = type;

        Fails(model, "initializer 'b'", $"element type {type}");
    }

    [Fact]
    public void Read_negative_size_of_input_fails()
    {
        var model = Models.AddRelu();
        model.Graph.Input[0] = Models.Float("x", -7L, 3L);

        Fails(model, "'x' declares a negative size, -7");
    }

    [Theory]
    [InlineData(40)]
    [InlineData(5000)]
    public void Read_deeply_nested_graphs_fails(int depth)
    {
        byte[] nested = [];
        for (var i = 0; i < depth; i++)
        {
            nested = Wrap(GraphProto.NodeFieldNumber, [.. Wrap(NodeProto.OpTypeFieldNumber, "If"u8), .. Wrap(NodeProto.OutputFieldNumber, "y"u8), .. Wrap(NodeProto.AttributeFieldNumber, Wrap(AttributeProto.GFieldNumber, nested))]);
        }

        Fails((byte[])[8, 8, 0x42, 2, 0x10, 17, .. Wrap(ModelProto.GraphFieldNumber, nested)], "nested more than 32 deep");
    }

    [Fact]
    public void Read_deeply_nested_type_fails()
    {
        var type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1 } };
        for (var i = 0; i < 3000; i++)
        {
            type = new TypeProto { SequenceType = new TypeProto.Types.Sequence { ElemType = type } };
        }

        var model = Models.AddRelu();
        model.Graph.ValueInfo.Add(new ValueInfoProto { Name = "s", Type = type });

        Fails(model, "type at byte");
    }

    [Fact]
    public void Read_tensor_in_segments_fails()
    {
        var model = Models.AddRelu();
        model.Graph.Initializer[0].Segment = new TensorProto.Types.Segment { Begin = 0, End = 1 };

        Fails(model, "segments");
    }

    [Fact]
    public void Read_constant_node_without_value_fails() =>
        Fails(Models.Model(Models.Graph(Models.Node("Constant", [], ["y"]))), "node 'node_y' (Constant)", "one attribute");

    private static void Fails(ModelProto model, params ReadOnlySpan<string> parts) => Fails(model.ToByteArray(), parts);

    private static void Fails(ReadOnlyMemory<byte> bytes, params ReadOnlySpan<string> parts)
    {
        var e = Assert.Throws<OnnxException>(() => OnnxReader.Read(bytes).Dispose());

        foreach (var part in parts)
        {
            Assert.Contains(part, e.Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Wrap(int field, ReadOnlySpan<byte> content)
    {
        var buffer = new MessageBuffer();
        buffer.Bytes(field, content);
        return buffer.Span.ToArray();
    }
}
