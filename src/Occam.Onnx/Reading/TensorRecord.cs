using Occam.Graphs;

namespace Occam.Onnx.Reading;

/// <summary>A TensorProto whose data still lies in its file.</summary>
/// <param name="Message">The whole message.</param>
/// <param name="Where">What messages call the tensor.</param>
internal sealed record TensorRecord(Region Message, string Where)
{
    private const int MostDimensions = 64;
    private const long External = 1;

    /// <summary>The name; empty where the file states none.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>The element type.</summary>
    public ElementType ElementType { get; private set; }

    /// <summary>The sizes; none is negative.</summary>
    public List<long> Dimensions { get; } = [];

    /// <summary>The number of elements.</summary>
    public long Count { get; private set; }

    /// <summary>The number of bytes as fixed-width data.</summary>
    public long ByteCount { get; private set; }

    /// <summary>The fixed-width data, where the message holds such.</summary>
    public Region? Raw { get; private set; }

    /// <summary>Where the data lies in another file (location, offset, length); null where it lies in this one.</summary>
    public Dictionary<string, string>? Elsewhere { get; private set; }

    /// <summary>Walks a message but for its data, and checks what it claims.</summary>
    /// <exception cref="OnnxException">The message is malformed.</exception>
    public static TensorRecord Scan(Region message, string where)
    {
        var record = new TensorRecord(message, where);
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        var external = false;
        var reader = new WireReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: reader.Ints(record.Dimensions); break;
                case 2: record.ElementType = (ElementType)reader.Int(); break;
                case 3: throw record.Failure("is stored in segments, which no known program writes; store it in one piece");
                case 8: record.Name = reader.Text(); break;
                case 9: record.Raw = reader.Bytes(); break;
                case 13: Entry.Add(reader.Bytes(), entries); break;
                case 14: external = reader.Int() == External; break;
                default: reader.Skip(); break;
            }
        }

        record.Elsewhere = external ? entries : null;
        return record.Check();
    }

    /// <summary>An error that names the file and the tensor.</summary>
    public OnnxException Failure(string problem, Exception? inner = null) =>
        new($"'{Message.Source.Name}': {Where}{(Name.Length == 0 ? string.Empty : $" '{Name}'")} {problem}.", inner);

    /// <summary>For example <c>f32[3,3]</c>.</summary>
    public string Type() => $"{ElementType.ShortName()}[{string.Join(',', Dimensions)}]";

    private TensorRecord Check()
    {
        if (Dimensions.Count > MostDimensions)
        {
            throw Failure($"has {Dimensions.Count} dimensions; at most {MostDimensions} are possible");
        }

        if (Dimensions.FindIndex(size => size < 0) is var axis and >= 0)
        {
            throw Failure($"has a negative size, {Dimensions[axis]}, at axis {axis}");
        }

        try
        {
            Count = ElementSizes.Count(Dimensions);
            ByteCount = ElementSizes.Bytes(ElementType, Count);
        }
        catch (OverflowException e)
        {
            throw Failure($"claims more elements than there can be: {Type()}", e);
        }
        catch (OnnxException e)
        {
            throw Failure($"has element type {(int)ElementType}, which is none of ONNX's (1 to 26)", e);
        }

        return this;
    }
}
