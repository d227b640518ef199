using Google.Protobuf;
using Occam.Onnx.Protos;
using AttributeType = Occam.Onnx.Protos.AttributeProto.Types.AttributeType;

namespace Occam.Onnx.Tests;

/// <summary>Makes small files with the generated classes, independently of the writer.</summary>
internal static class Models
{
    /// <summary>A model of IR 8 and opset 17.</summary>
    public static ModelProto Model(GraphProto graph) => new()
    {
        IrVersion = 8,
        ProducerName = "test",
        OpsetImport = { new OperatorSetIdProto { Version = 17 } },
        Graph = graph,
    };

    /// <summary>A graph of nodes, from f32 input x [N, 3] to output y.</summary>
    public static GraphProto Graph(params ReadOnlySpan<NodeProto> nodes)
    {
        var graph = new GraphProto { Name = "g", Input = { Float("x", "N", 3L) }, Output = { Float("y") } };
        graph.Node.AddRange(nodes.ToArray());
        return graph;
    }

    /// <summary>A node, named after its first output.</summary>
    public static NodeProto Node(string op, string[] inputs, string[] outputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = op, Name = $"node_{outputs[0]}", Input = { inputs }, Output = { outputs } };
        node.Attribute.AddRange(attributes.ToArray());
        return node;
    }

    /// <summary>The declaration of a float tensor; sizes are numbers, symbols or null.</summary>
    public static ValueInfoProto Float(string name, params ReadOnlySpan<object?> sizes)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = 1 };
        if (sizes.Length > 0)
        {
            tensor.Shape = new TensorShapeProto();
        }

        foreach (var size in sizes)
        {
            tensor.Shape.Dim.Add(size switch
            {
                long number => new TensorShapeProto.Types.Dimension { DimValue = number },
                string symbol => new TensorShapeProto.Types.Dimension { DimParam = symbol },
                _ => new TensorShapeProto.Types.Dimension(),
            });
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    /// <summary>An f32 initializer with raw data.</summary>
    public static TensorProto Weights(string name, long[] dims, params ReadOnlySpan<float> values) => new()
    {
        Name = name,
        Dims = { dims },
        DataType = 1,
        RawData = ByteString.CopyFrom(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values)),
    };

    /// <summary>An attribute that is a graph.</summary>
    public static AttributeProto Branch(string name, GraphProto graph) => new() { Name = name, Type = AttributeType.Graph, G = graph };

    /// <summary>An attribute that is an integer.</summary>
    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    /// <summary>y = Relu(x + b).</summary>
    public static ModelProto AddRelu()
    {
        var graph = Graph(Node("Add", ["x", "b"], ["s"]), Node("Relu", ["s"], ["y"]));
        graph.Initializer.Add(Weights("b", [3], 1, -2, 3));
        return Model(graph);
    }

    /// <summary>Reads a model through its bytes.</summary>
    public static Graphs.Graph Read(ModelProto model) => OnnxReader.Read(model.ToByteArray());

    /// <summary>Reads a model, writes it and parses that with the generated classes.</summary>
    public static ModelProto RoundTrip(ModelProto model)
    {
        using var graph = Read(model);
        return ModelProto.Parser.ParseFrom(OnnxWriter.ToBytes(graph));
    }
}
