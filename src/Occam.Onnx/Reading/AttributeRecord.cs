using Occam.Onnx.Protos;

namespace Occam.Onnx.Reading;

/// <summary>An AttributeProto, its tensor still in the file, its graphs walked.</summary>
/// <param name="Message">The whole message.</param>
internal sealed record AttributeRecord(Region Message)
{
    /// <summary>The name.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>What kind it is; where the file does not say (IR 1), the one whose field is set.</summary>
    public AttributeProto.Types.AttributeType Type { get; private set; }

    /// <summary>Whether the value is that of an attribute of the surrounding function.</summary>
    public bool IsReference { get; private set; }

    /// <summary>The integer.</summary>
    public long Int { get; private set; }

    /// <summary>The float.</summary>
    public float Float { get; private set; }

    /// <summary>The text.</summary>
    public Region? Text { get; private set; }

    /// <summary>The tensor.</summary>
    public Region? Tensor { get; private set; }

    /// <summary>The integers.</summary>
    public List<long> Ints { get; } = [];

    /// <summary>The floats.</summary>
    public List<float> Floats { get; } = [];

    /// <summary>The texts.</summary>
    public List<Region> Texts { get; } = [];

    /// <summary>The graph, or graphs.</summary>
    public List<GraphRecord> Graphs { get; } = [];

    /// <summary>Walks a message.</summary>
    public static AttributeRecord Scan(Region message, int depth)
    {
        var record = new AttributeRecord(message);
        var reader = new WireReader(message);
        var found = AttributeProto.Types.AttributeType.Undefined;
        while (reader.Next())
        {
            found = record.Read(ref reader, depth) ?? found;
        }

        record.Type = record.Type == AttributeProto.Types.AttributeType.Undefined ? found : record.Type;
        return record;
    }

    private AttributeProto.Types.AttributeType? Read(ref WireReader reader, int depth)
    {
        switch (reader.Field)
        {
            case AttributeProto.NameFieldNumber: Name = reader.Text(); return null;
            case AttributeProto.TypeFieldNumber: Type = (AttributeProto.Types.AttributeType)reader.Int(); return null;
            case AttributeProto.RefAttrNameFieldNumber: IsReference = reader.Bytes().Length > 0; return null;
            case AttributeProto.FFieldNumber: Float = reader.Float(); return AttributeProto.Types.AttributeType.Float;
            case AttributeProto.IFieldNumber: Int = reader.Int(); return AttributeProto.Types.AttributeType.Int;
            case AttributeProto.SFieldNumber: Text = reader.Bytes(); return AttributeProto.Types.AttributeType.String;
            case AttributeProto.TFieldNumber: Tensor = reader.Bytes(); return AttributeProto.Types.AttributeType.Tensor;
            case AttributeProto.FloatsFieldNumber: reader.Floats(Floats); return AttributeProto.Types.AttributeType.Floats;
            case AttributeProto.IntsFieldNumber: reader.Ints(Ints); return AttributeProto.Types.AttributeType.Ints;
            case AttributeProto.StringsFieldNumber: Texts.Add(reader.Bytes()); return AttributeProto.Types.AttributeType.Strings;
            case AttributeProto.GFieldNumber: Graphs.Add(GraphRecord.Scan([reader.Bytes()], depth + 1)); return AttributeProto.Types.AttributeType.Graph;
            case AttributeProto.GraphsFieldNumber: Graphs.Add(GraphRecord.Scan([reader.Bytes()], depth + 1)); return AttributeProto.Types.AttributeType.Graphs;
            default: reader.Skip(); return null;
        }
    }
}
