using Occam.Onnx.Protos;

namespace Occam.Onnx.Reading;

/// <summary>A NodeProto, its tensors still in the file.</summary>
/// <param name="Message">The whole message.</param>
internal sealed record NodeRecord(Region Message)
{
    private string[]? _captures;

    /// <summary>The names of the inputs; empty where an optional one is absent.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>The names of the outputs; empty where an optional one is not wanted.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>The name; often empty, not always unique.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>The operator's name.</summary>
    public string OpType { get; private set; } = string.Empty;

    /// <summary>The operator's domain; empty for ONNX's own.</summary>
    public string Domain { get; private set; } = string.Empty;

    /// <summary>A remark.</summary>
    public string? DocString { get; private set; }

    /// <summary>The attributes.</summary>
    public List<AttributeRecord> Attributes { get; } = [];

    /// <summary>Further fields (metadata and what is newer than Occam), byte for byte.</summary>
    public Rest Rest { get; } = new();

    /// <summary>The names of outer values that the node's sub-graphs read, each once.</summary>
    public IReadOnlyList<string> Captures => _captures ??= [.. Attributes.SelectMany(attribute => attribute.Graphs).SelectMany(graph => graph.FreeNames).Distinct(StringComparer.Ordinal)];

    /// <summary>What messages call the node.</summary>
    public string Label => $"node '{(Name.Length > 0 ? Name : Outputs.Find(output => output.Length > 0))}' ({OpType})";

    /// <summary>Walks a message.</summary>
    /// <exception cref="OnnxException">The message is malformed, or names no operator or no output.</exception>
    public static NodeRecord Scan(Region message, int depth)
    {
        var record = new NodeRecord(message);
        var reader = new WireReader(message);
        while (reader.Next())
        {
            record.Read(ref reader, depth);
        }

        if (record.OpType.Length == 0)
        {
            throw record.Failure("names no operator");
        }

        if (record.Outputs.TrueForAll(output => output.Length == 0))
        {
            throw record.Failure("has no output");
        }

        if (record.Attributes.Exists(attribute => attribute.Name.Length == 0))
        {
            throw record.Failure("has an attribute without a name");
        }

        return record.Attributes.GroupBy(attribute => attribute.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice
            ? throw record.Failure($"has two attributes named '{twice.Key}'")
            : record;
    }

    /// <summary>An error that names the file and the node.</summary>
    public OnnxException Failure(string problem, Exception? inner = null) => new($"'{Message.Source.Name}': {Label} {problem}.", inner);

    private void Read(ref WireReader reader, int depth)
    {
        switch (reader.Field)
        {
            case NodeProto.InputFieldNumber: Inputs.Add(reader.Text()); break;
            case NodeProto.OutputFieldNumber: Outputs.Add(reader.Text()); break;
            case NodeProto.NameFieldNumber: Name = reader.Text(); break;
            case NodeProto.OpTypeFieldNumber: OpType = reader.Text(); break;
            case NodeProto.AttributeFieldNumber: Attributes.Add(AttributeRecord.Scan(reader.Bytes(), depth)); break;
            case NodeProto.DocStringFieldNumber: DocString = reader.Text(); break;
            case NodeProto.DomainFieldNumber: Domain = Domains.Canonical(reader.Text()); break;
            default: Rest.Add(reader.Skip()); break;
        }
    }
}
