using Google.Protobuf;
using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Ops;
using Occam.Onnx.Protos;

namespace Occam.Onnx.Reading;

/// <summary>Builds graphs from their walked messages.</summary>
/// <param name="file">What messages call the file.</param>
/// <param name="opsets">The operator-set versions by domain.</param>
/// <param name="operators">The operators that are known.</param>
/// <param name="tensors">Reads weights.</param>
internal sealed class GraphAssembler(string file, IReadOnlyDictionary<string, long> opsets, OperatorSet operators, TensorReader tensors)
{
    /// <summary>Builds a graph.</summary>
    /// <param name="record">The walked message.</param>
    /// <param name="captures">The outer values that it reads, which become its last inputs; none for a whole network.</param>
    /// <exception cref="OnnxException">The graph is not sound.</exception>
    public Graph Build(GraphRecord record, IReadOnlyList<Value> captures)
    {
        var graph = new Graph(record.Name.Length > 0 ? record.Name : "graph", opsets, operators);
        try
        {
            AddInputs(graph, record, captures);
            AddConstants(graph, record);
            var computed = record.Nodes.Where(node => !ConstantNodes.IsConstant(node)).ToArray();
            CheckOutputsOnce(graph, record, computed);
            var names = new NodeNames(computed);
            foreach (var node in TopologicalOrder.Sort(computed, file))
            {
                AddNode(graph, node, names.Next(node));
            }

            Declare(graph, record);
            graph.Info = new ModelInfo { GraphDocString = record.DocString, Opaque = record.Rest.ToMemory() };
            return graph;
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    private void AddInputs(Graph graph, GraphRecord record, IReadOnlyList<Value> captures)
    {
        var constants = record.Initializers.Select(tensor => tensor.Name).Concat(record.SparseInitializers.Select(tensor => tensor.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var input in record.Inputs.Where(input => !constants.Contains(input.Name)))
        {
            Once(graph, input.Name, "input");
            var type = TypeReader.Read(input, file);
            graph.SetType(graph.AddInput(input.Name, type), type, TypeReader.Source(input, type));
        }

        foreach (var capture in captures)
        {
            graph.AddInput(capture.Name, capture.Type);
        }
    }

    private void AddConstants(Graph graph, GraphRecord record)
    {
        foreach (var tensor in record.Initializers)
        {
            if (tensor.Name.Length == 0)
            {
                throw tensor.Failure("has no name");
            }

            Once(graph, tensor.Name, "initializer");
            graph.AddConstant(tensor.Name, tensors.Read(tensor));
        }

        foreach (var node in record.Nodes.Where(ConstantNodes.IsConstant))
        {
            Once(graph, node.Outputs[0], $"output of {node.Label}");
            graph.AddConstant(node.Outputs[0], ConstantNodes.Read(node, tensors));
        }

        foreach (var (name, message) in record.SparseInitializers)
        {
            Once(graph, name, "sparse initializer");
            graph.AddNode("Constant", [], [name], [new("sparse_value", SparseValue(message))], name);
        }
    }

    private void CheckOutputsOnce(Graph graph, GraphRecord record, IReadOnlyList<NodeRecord> nodes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            foreach (var output in node.Outputs.Where(output => output.Length > 0))
            {
                Once(graph, output, $"output of {node.Label}");
                if (!names.Add(output))
                {
                    throw node.Failure($"computes '{output}', which another node computes too; names have to be unique");
                }
            }
        }

        names.UnionWith(graph.Values.Select(value => value.Name));
        foreach (var node in nodes)
        {
            if (node.Inputs.Concat(node.Captures).FirstOrDefault(name => name.Length > 0 && !names.Contains(name)) is { } dangling)
            {
                throw node.Failure($"reads '{dangling}', which is no input, no initializer and no output of a node");
            }
        }

        if (record.Outputs.Find(output => !names.Contains(output.Name)) is { } missing)
        {
            throw new OnnxException($"'{file}': the graph returns '{missing.Name}', which is no input, no initializer and no output of a node.");
        }
    }

    private void AddNode(Graph graph, NodeRecord node, string name)
    {
        var inputs = node.Inputs.Select(input => input.Length == 0 ? null : graph.Find(input));
        var captures = node.Captures.Select(capture => graph.Find(capture)!).ToArray();
        var opaque = operators.Find(node.Domain, node.OpType) is null;
        var source = opaque ? node.Message.ToArray() : node.Rest.ToMemory();
        var attributes = node.Attributes.Select(attribute => KeyValuePair.Create(
            attribute.Name,
            opaque ? AttributeReader.ReadOpaque(attribute, node, source) : Attribute(node, attribute, captures)));
        graph.AddNode(node.OpType, inputs, node.Outputs, attributes, name, node.Domain, source: source, captures: captures, docString: node.DocString);
    }

    private AttributeValue Attribute(NodeRecord node, AttributeRecord attribute, Value[] captures)
    {
        if (attribute is not { Type: AttributeProto.Types.AttributeType.Graph, Graphs: [var branch] })
        {
            return attribute.Graphs.Count == 0
                ? AttributeReader.Read(node, attribute, tensors)
                : throw node.Failure($"has graphs in attribute '{attribute.Name}', which is not of type graph");
        }

        var indices = branch.FreeNames.Select(name => Array.FindIndex(captures, capture => string.Equals(capture.Name, name, StringComparison.Ordinal))).ToArray();
        return new GraphAttribute(Build(branch, [.. indices.Select(index => captures[index])]), indices);
    }

    private void Declare(Graph graph, GraphRecord record)
    {
        foreach (var info in record.Infos.Concat(record.Outputs))
        {
            if (graph.Find(info.Name) is { Producer: not null } value && TypeReader.Read(info, file) is var type && (type is not null || info.Type is not null))
            {
                graph.SetType(value, type, TypeReader.Source(info, type));
            }
        }

        foreach (var output in record.Outputs)
        {
            var value = graph.Find(output.Name)!;
            if (graph.IsOutput(value))
            {
                throw new OnnxException($"'{file}': the graph returns '{output.Name}' twice.");
            }

            graph.AddOutput(value);
        }
    }

    private void Once(Graph graph, string name, string what)
    {
        if (graph.Find(name) is { } other)
        {
            var known = other.IsConstant ? "a constant" : other.Producer is null ? "an input" : "the output of a node";
            throw new OnnxException($"'{file}': {what} '{name}' has the name of {known}; names have to be unique.");
        }
    }

    // A sparse initializer is the same as a Constant node with a sparse value, which needs no place of its own in the graph.
    private static OpaqueAttribute SparseValue(Region message) => new(new AttributeProto
    {
        Name = "sparse_value",
        Type = AttributeProto.Types.AttributeType.SparseTensor,
        SparseTensor = SparseTensorProto.Parser.ParseFrom(message.View()),
    }.ToByteArray());
}
