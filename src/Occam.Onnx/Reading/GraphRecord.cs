using Google.Protobuf;
using Occam.Onnx.Protos;

namespace Occam.Onnx.Reading;

/// <summary>A GraphProto, its tensors still in the file.</summary>
internal sealed class GraphRecord
{
    private const int DeepestNesting = 32;

    private IReadOnlyList<string>? _freeNames;

    /// <summary>The name.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>A remark.</summary>
    public string DocString { get; private set; } = string.Empty;

    /// <summary>The nodes, in the file's order.</summary>
    public List<NodeRecord> Nodes { get; } = [];

    /// <summary>The constants that are stored beside the nodes.</summary>
    public List<TensorRecord> Initializers { get; } = [];

    /// <summary>The sparse ones (SparseTensorProto), by name.</summary>
    public List<(string Name, Region Message)> SparseInitializers { get; } = [];

    /// <summary>What is fed; where the format is older than IR 4, the initializers too.</summary>
    public List<ValueInfoProto> Inputs { get; } = [];

    /// <summary>What is returned.</summary>
    public List<ValueInfoProto> Outputs { get; } = [];

    /// <summary>Types of values in between.</summary>
    public List<ValueInfoProto> Infos { get; } = [];

    /// <summary>Further fields, byte for byte.</summary>
    public Rest Rest { get; } = new();

    /// <summary>The names that the graph reads and does not define, each once.</summary>
    public IReadOnlyList<string> FreeNames => _freeNames ??= FindFreeNames();

    /// <summary>Walks a graph.</summary>
    /// <param name="messages">The parts of the message; more than one where a file states its graph in pieces.</param>
    /// <param name="depth">How many graphs are around it.</param>
    /// <exception cref="OnnxException">A message is malformed, or graphs are nested too deep.</exception>
    public static GraphRecord Scan(IEnumerable<Region> messages, int depth)
    {
        var record = new GraphRecord();
        foreach (var message in messages)
        {
            if (depth > DeepestNesting)
            {
                throw new OnnxException($"'{message.Source.Name}': graphs are nested more than {DeepestNesting} deep; no real network is.");
            }

            var reader = new WireReader(message);
            while (reader.Next())
            {
                record.Read(ref reader, depth);
            }
        }

        return record;
    }

    private void Read(ref WireReader reader, int depth)
    {
        switch (reader.Field)
        {
            case GraphProto.NodeFieldNumber: Nodes.Add(NodeRecord.Scan(reader.Bytes(), depth)); break;
            case GraphProto.NameFieldNumber: Name = reader.Text(); break;
            case GraphProto.InitializerFieldNumber: Initializers.Add(TensorRecord.Scan(reader.Bytes(), "initializer")); break;
            case GraphProto.SparseInitializerFieldNumber: SparseInitializers.Add(Sparse(reader.Bytes())); break;
            case GraphProto.DocStringFieldNumber: DocString = reader.Text(); break;
            case GraphProto.InputFieldNumber: Inputs.Add(Info(reader.Bytes())); break;
            case GraphProto.OutputFieldNumber: Outputs.Add(Info(reader.Bytes())); break;
            case GraphProto.ValueInfoFieldNumber: Infos.Add(Info(reader.Bytes())); break;
            default: Rest.Add(reader.Skip()); break;
        }
    }

    private static ValueInfoProto Info(Region message)
    {
        try
        {
            var info = ValueInfoProto.Parser.ParseFrom(message.View());
            return info.Name.Length > 0 ? info : throw new OnnxException($"'{message.Source.Name}': an input, output or type at byte {message.Offset} has no name.");
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new OnnxException($"'{message.Source.Name}': the type at byte {message.Offset} cannot be read: {e.Message}", e);
        }
    }

    private static (string Name, Region Message) Sparse(Region message)
    {
        var reader = new WireReader(message);
        while (reader.Next())
        {
            if (reader.Field == SparseTensorProto.ValuesFieldNumber)
            {
                return (TensorRecord.Scan(reader.Bytes(), "sparse initializer").Name, message);
            }

            reader.Skip();
        }

        throw new OnnxException($"'{message.Source.Name}': the sparse initializer at byte {message.Offset} has no values.");
    }

    private List<string> FindFreeNames()
    {
        var defined = new HashSet<string>(Inputs.Select(input => input.Name), StringComparer.Ordinal);
        defined.UnionWith(Initializers.Select(tensor => tensor.Name));
        defined.UnionWith(SparseInitializers.Select(tensor => tensor.Name));
        defined.UnionWith(Nodes.SelectMany(node => node.Outputs));
        defined.Add(string.Empty);
        var reads = Nodes.SelectMany(node => node.Inputs.Concat(node.Captures)).Concat(Outputs.Select(output => output.Name));
        return [.. reads.Where(defined.Add)];
    }
}
