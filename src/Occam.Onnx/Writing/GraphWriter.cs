using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Onnx.Protos;

namespace Occam.Onnx.Writing;

/// <summary>Writes graphs.</summary>
internal static class GraphWriter
{
    /// <summary>A GraphProto but for its constants, which are fields that may follow.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">Those of its inputs that the file is to have.</param>
    /// <param name="names">What its values are called.</param>
    public static MessageBuffer WithoutConstants(Graph graph, IEnumerable<Value> inputs, ValueNames names)
    {
        var buffer = new MessageBuffer();
        foreach (var node in graph.Nodes)
        {
            buffer.Bytes(GraphProto.NodeFieldNumber, NodeWriter.Write(node, names));
        }

        buffer.Text(GraphProto.NameFieldNumber, graph.Name.Length > 0 ? graph.Name : "graph");
        buffer.TextIfAny(GraphProto.DocStringFieldNumber, graph.Info.GraphDocString);
        foreach (var input in inputs)
        {
            buffer.Message(GraphProto.InputFieldNumber, TypeWriter.Declaration(input, names.Of(input)));
        }

        foreach (var output in graph.Outputs)
        {
            buffer.Message(GraphProto.OutputFieldNumber, TypeWriter.Declaration(output, names.Of(output)));
        }

        var returned = graph.Outputs.ToHashSet();
        foreach (var value in graph.Values.Where(value => value.Producer is not null && !returned.Contains(value) && (value.Type is not null || !value.TypeSource.IsEmpty)))
        {
            buffer.Message(GraphProto.ValueInfoFieldNumber, TypeWriter.Declaration(value, names.Of(value)));
        }

        return buffer;
    }

    /// <summary>A sub-graph as a whole GraphProto.</summary>
    public static byte[] Whole(GraphAttribute branch, Node node, ValueNames outer)
    {
        var graph = branch.Graph;
        var names = ValueNames.Inside(branch, node, outer);
        var buffer = WithoutConstants(graph, graph.Inputs.SkipLast(branch.Captures.Count), names);
        foreach (var constant in graph.Constants)
        {
            buffer.Bytes(GraphProto.InitializerFieldNumber, TensorWriter.Whole(constant.Constant!, names.Of(constant)));
        }

        buffer.Raw(graph.Info.Opaque.Span);
        return buffer.Span.ToArray();
    }
}
