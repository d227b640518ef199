using Google.Protobuf;
using Occam.Graphs;
using Occam.Onnx.Protos;
using AttributeType = Occam.Onnx.Protos.AttributeProto.Types.AttributeType;

namespace Occam.Onnx.Tests.Reading;

public sealed class KeptPartsTests
{
    [Fact]
    public void Round_trip_keeps_what_the_model_says_of_itself()
    {
        var model = Everything();

        var written = Models.RoundTrip(model);

        Assert.Equal(model.ProducerName, written.ProducerName);
        Assert.Equal(model.ProducerVersion, written.ProducerVersion);
        Assert.Equal(model.Domain, written.Domain);
        Assert.Equal(model.ModelVersion, written.ModelVersion);
        Assert.Equal(model.DocString, written.DocString);
        Assert.Equal(model.IrVersion, written.IrVersion);
        Assert.Equal(model.Graph.DocString, written.Graph.DocString);
        Assert.Equal(model.MetadataProps, written.MetadataProps);
        Assert.Equal(model.OpsetImport.OrderBy(opset => opset.Domain, StringComparer.Ordinal), written.OpsetImport);
    }

    [Fact]
    public void Round_trip_keeps_what_Occam_does_not_interpret()
    {
        var model = Everything();

        var written = Models.RoundTrip(model);

        Assert.Equal(model.Functions, written.Functions);
        Assert.Equal(model.TrainingInfo, written.TrainingInfo);
        Assert.Equal(model.Graph.QuantizationAnnotation, written.Graph.QuantizationAnnotation);
        Assert.Equal(model.Graph.MetadataProps, written.Graph.MetadataProps);
        Assert.Equal(model.Graph.Input, written.Graph.Input);
        Assert.Equal(model.Graph.Output, written.Graph.Output);
        Assert.Equal(model.Graph.ValueInfo, written.Graph.ValueInfo);
    }

    [Fact]
    public void Round_trip_keeps_every_node()
    {
        var model = Everything();

        var written = Models.RoundTrip(model);

        Assert.Equal(model.Graph.Node, written.Graph.Node);
    }

    [Fact]
    public void Round_trip_keeps_unknown_node_byte_for_byte()
    {
        // Fields in an order and an encoding that no usual writer chooses, and one that ONNX does not have.
        byte[] node = [0x22, 4, .. "Flub"u8, 0x12, 1, .. "y"u8, 0x0A, 1, .. "x"u8, 0x3A, 3, .. "a.b"u8, 0xFA, 0x3E, 2, 1, 2, 0x1A, 0x81, 0x00, .. "n"u8];
        byte[] graph = [0x0A, (byte)node.Length, .. node, .. new GraphProto { Input = { Models.Float("x") }, Output = { Models.Float("y") } }.ToByteArray()];
        byte[] model = [0x08, 8, 0x42, 2, 0x10, 17, 0x3A, (byte)graph.Length, .. graph];
        using var read = OnnxReader.Read(model);

        var written = OnnxWriter.ToBytes(read);

        Assert.True(written.AsSpan().IndexOf(node) > 0);
        Assert.Equal("Flub", read.Nodes[0].OpType);
        Assert.Equal("a.b", read.Nodes[0].Domain);
    }

    [Fact]
    public void Round_trip_keeps_opaque_parts_after_a_clone()
    {
        using var graph = Models.Read(Everything());
        using var copy = graph.Clone();

        Assert.Equal(OnnxWriter.ToBytes(graph), OnnxWriter.ToBytes(copy));
    }

    [Fact]
    public void Write_renamed_input_of_unknown_node_changes_only_the_name()
    {
        var model = Everything();
        using var graph = Models.Read(model);

        graph.Rename(graph.Find("x")!, "picture");

        var written = ModelProto.Parser.ParseFrom(OnnxWriter.ToBytes(graph));
        var expected = model.Graph.Node[0].Clone();
        expected.Input[0] = "picture";
        Assert.Equal(expected, written.Graph.Node[0]);
        var input = model.Graph.Input[0].Clone();
        input.Name = "picture";
        Assert.Equal(input, written.Graph.Input[0]);
    }

    [Fact]
    public void Read_call_of_a_function_of_the_file_is_opaque()
    {
        var model = Models.AddRelu();
        model.Functions.Add(new FunctionProto { Name = "Relu", Domain = string.Empty, Input = { "a" }, Output = { "r" }, Node = { Models.Node("Abs", ["a"], ["r"]) } });
        using var graph = Models.Read(model);

        Assert.NotNull(graph.FindNode("node_s")!.Operator);
        Assert.Null(graph.FindNode("node_y")!.Operator);
    }

    [Fact]
    public void Read_sequence_output_is_written_back()
    {
        var model = Models.AddRelu();
        model.Graph.Node[1].OpType = "SplitToSequence";
        model.Graph.Output[0] = new ValueInfoProto { Name = "y", Type = new TypeProto { SequenceType = new TypeProto.Types.Sequence { ElemType = Models.Float("e").Type } } };

        var written = Models.RoundTrip(model);

        Assert.Equal(model.Graph.Output, written.Graph.Output);
    }

    [Fact]
    public void Read_symbols_and_unknown_sizes_are_kept()
    {
        var model = Models.AddRelu();
        model.Graph.Input[0] = Models.Float("x", "batch", null, 3L);
        using var graph = Models.Read(model);

        Assert.Equal("f32[batch,?,3]", graph.Inputs[0].Type!.ToString());
        Assert.Equal(model.Graph.Input[0], Models.RoundTrip(model).Graph.Input[0]);
    }

    [Fact]
    public void Read_size_of_minus_one_is_unknown()
    {
        var model = Models.AddRelu();
        model.Graph.Input[0] = Models.Float("x", -1L, 3L);
        using var graph = Models.Read(model);

        Assert.Equal("f32[?,3]", graph.Inputs[0].Type!.ToString());
    }

    [Fact]
    public void Read_types_in_between_are_declared()
    {
        var model = Models.AddRelu();
        model.Graph.ValueInfo.Add(Models.Float("s", "N", 3L));
        using var graph = Models.Read(model);

        Assert.Equal("f32[N,3]", graph.Find("s")!.Type!.ToString());
    }

    [Fact]
    public void Read_old_file_whose_initializers_are_inputs_takes_them_as_constants()
    {
        var model = Models.AddRelu();
        model.IrVersion = 3;
        model.Graph.Input.Add(Models.Float("b", 3L));
        using var graph = Models.Read(model);

        Assert.Equal(["x"], graph.Inputs.Select(input => input.Name));
        Assert.True(graph.Find("b")!.IsConstant);
        Assert.Equal(4, Models.RoundTrip(model).IrVersion);
    }

    [Fact]
    public void Read_onnx_domain_in_full_is_the_empty_one()
    {
        var model = Models.AddRelu();
        model.OpsetImport[0].Domain = "ai.onnx";
        model.Graph.Node[1].Domain = "ai.onnx";
        using var graph = Models.Read(model);

        Assert.Equal(17, graph.FindNode("node_y")!.OpsetVersion);
        Assert.NotNull(graph.FindNode("node_y")!.Operator);
    }

    [Fact]
    public void Read_unnamed_and_equally_named_nodes_get_names_that_stay()
    {
        var model = Models.Model(Models.Graph(
            Models.Node("Relu", ["x"], ["a"]), Models.Node("Relu", ["a"], ["b"]), Models.Node("Relu", ["b"], ["c"]), Models.Node("Relu", ["c"], ["y"])));
        string[] names = [string.Empty, "Relu_1", "same", "same"];
        for (var i = 0; i < names.Length; i++)
        {
            model.Graph.Node[i].Name = names[i];
        }

        using var graph = Models.Read(model);
        using var again = OnnxReader.Read(OnnxWriter.ToBytes(graph));

        Assert.Equal(["Relu_2", "Relu_1", "same", "same_1"], graph.Nodes.Select(node => node.Name));
        Assert.Equal(graph.ToText(), again.ToText());
    }

    [Fact]
    public void Read_nodes_out_of_order_are_sorted()
    {
        var model = Models.AddRelu();
        var first = model.Graph.Node[0].Clone();
        model.Graph.Node.RemoveAt(0);
        model.Graph.Node.Add(first);
        using var graph = Models.Read(model);

        Assert.Equal(["Add", "Relu"], graph.Nodes.Select(node => node.OpType));
        GraphVerifier.Verify(graph);
    }

    [Fact]
    public void Read_graph_in_two_pieces_is_merged_as_protobuf_does()
    {
        var model = Models.AddRelu();
        var rest = new ModelProto { Graph = new GraphProto { Initializer = { model.Graph.Initializer[0] } } };
        model.Graph.Initializer.Clear();

        using var graph = OnnxReader.Read((byte[])[.. model.ToByteArray(), .. rest.ToByteArray()]);

        Assert.True(graph.Find("b")!.IsConstant);
    }

    /// <summary>A model that uses every part of the format that Occam keeps without interpreting it.</summary>
    internal static ModelProto Everything()
    {
        var unknown = Models.Node("Flub", ["x", string.Empty, "b"], ["u", string.Empty, "v"], Models.Int("depth", 3), new AttributeProto { Name = "kinds", Type = AttributeType.TypeProto, Tp = Models.Float("t").Type });
        unknown.Domain = "com.example";
        unknown.DocString = "what it does";
        unknown.Overload = "fast";
        unknown.MetadataProps.Add(new StringStringEntryProto { Key = "source", Value = "line 3" });
        var add = Models.Node("Add", ["u", "v"], ["s"]);
        add.DocString = "a remark";
        add.MetadataProps.Add(new StringStringEntryProto { Key = "scope", Value = "net.block" });
        add.Attribute.Add(new AttributeProto { Name = "from", RefAttrName = "outer", Type = AttributeType.Int });
        add.Attribute.Add(new AttributeProto { Name = "list", Type = AttributeType.Ints, Ints = { 1, -2, 3 } });
        add.Attribute.Add(new AttributeProto { Name = "numbers", Type = AttributeType.Floats, Floats = { 0.5f, -1 } });
        add.Attribute.Add(new AttributeProto { Name = "words", Type = AttributeType.Strings, Strings = { ByteString.CopyFromUtf8("a"), ByteString.CopyFrom(0xFF, 0) } });
        add.Attribute.Add(new AttributeProto { Name = "zero", Type = AttributeType.Float, F = 0 });
        var call = Models.Node("Twice", ["s"], ["y"]);
        call.Domain = "local";
        var graph = Models.Graph(unknown, add, call);
        graph.DocString = "about the graph";
        graph.Input[0].DocString = "a picture";
        graph.Input[0].Type.TensorType.Shape.Dim[0].Denotation = "DATA_BATCH";
        graph.ValueInfo.Add(Models.Float("u", "N", 3L));
        graph.Initializer.Add(Models.Weights("b", [3], 1, 2, 3));
        graph.QuantizationAnnotation.Add(new TensorAnnotation { TensorName = "u", QuantParameterTensorNames = { new StringStringEntryProto { Key = "SCALE_TENSOR", Value = "b" } } });
        graph.MetadataProps.Add(new StringStringEntryProto { Key = "k", Value = "graph" });
        var model = Models.Model(graph);
        model.ProducerVersion = "1.2";
        model.Domain = "org.example";
        model.ModelVersion = 42;
        model.DocString = "about the model";
        model.IrVersion = 10;
        model.MetadataProps.Add(new StringStringEntryProto { Key = "classes", Value = "cat,dog" });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.example", Version = 2 });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "local", Version = 1 });
        model.Functions.Add(new FunctionProto { Name = "Twice", Domain = "local", Input = { "a" }, Output = { "r" }, Node = { Models.Node("Add", ["a", "a"], ["r"]) } });
        model.TrainingInfo.Add(new TrainingInfoProto { Algorithm = new GraphProto { Name = "step" } });
        return model;
    }
}
