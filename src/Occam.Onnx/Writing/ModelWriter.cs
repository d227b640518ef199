using Occam.Graphs;
using Occam.Onnx.Protos;

namespace Occam.Onnx.Writing;

/// <summary>
/// Writes a model to a stream: everything but the constants is small and gathered first; the constants follow, straight from their
/// tensors. (Fields of a protobuf message may come in any order.)
/// </summary>
internal sealed class ModelWriter
{
    /// <summary>The oldest format in which initializers need not be inputs.</summary>
    private const long LeastIr = 4;

    private readonly Graph _graph;
    private readonly MessageBuffer _body;
    private readonly (Value Value, MessageBuffer Head, long DataBytes)[] _constants;
    private readonly ReadOnlyMemory<byte> _modelRest;

    /// <summary>Prepares a model.</summary>
    public ModelWriter(Graph graph)
    {
        _graph = graph;
        (_modelRest, var graphRest) = OpaqueParts.Split(graph.Info.Opaque);
        _body = GraphWriter.WithoutConstants(graph, graph.Inputs, ValueNames.Of(graph));
        _body.Raw(graphRest.Span);
        _constants = [.. graph.Constants.Select(value => (value, TensorWriter.Head(value.Constant!, value.Name), TensorWriter.DataBytes(value.Constant!)))];
    }

    /// <summary>The number of bytes of the file where all data is inside.</summary>
    public long TotalBytes => Head().Length + GraphBytes() + 16;

    /// <summary>Moves the data of large constants to a file of its own.</summary>
    /// <param name="data">The data file.</param>
    /// <param name="from">The least number of bytes.</param>
    public void MoveOut(DataFile data, long from)
    {
        for (var i = 0; i < _constants.Length; i++)
        {
            var (value, _, size) = _constants[i];
            if (size >= from && size > 0 && value.Constant!.ElementType != ElementType.String)
            {
                _constants[i] = (value, data.Add(value.Constant, value.Name), 0);
            }
        }
    }

    /// <summary>Writes the file.</summary>
    public void Write(Stream output)
    {
        var head = Head();
        head.LengthPrefix(ModelProto.GraphFieldNumber, GraphBytes());
        output.Write(head.Span);
        output.Write(_body.Span);
        foreach (var (value, tensor, size) in _constants)
        {
            var field = new MessageBuffer();
            field.LengthPrefix(GraphProto.InitializerFieldNumber, tensor.Length + size);
            output.Write(field.Span);
            output.Write(tensor.Span);
            if (size > 0)
            {
                TensorWriter.Data(value.Constant!, output);
            }
        }
    }

    private long GraphBytes()
    {
        var total = (long)_body.Length;
        foreach (var (_, tensor, size) in _constants)
        {
            var field = new MessageBuffer();
            field.LengthPrefix(GraphProto.InitializerFieldNumber, tensor.Length + size);
            total += field.Length + tensor.Length + size;
        }

        return total;
    }

    private MessageBuffer Head()
    {
        var info = _graph.Info;
        var model = new ModelProto { IrVersion = Math.Max(Math.Max(LeastIr, info.IrVersion), _graph.Constants.Select(value => LeastIrOf(value.Constant!.ElementType)).DefaultIfEmpty().Max()) };
        if (info.ModelVersion != 0)
        {
            model.ModelVersion = info.ModelVersion;
        }

        model.OpsetImport.AddRange(_graph.Opsets.Select(pair => new OperatorSetIdProto { Domain = pair.Key, Version = pair.Value }));
        model.MetadataProps.AddRange(info.Metadata.Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        var head = new MessageBuffer();
        head.Message(model);
        head.TextIfAny(ModelProto.ProducerNameFieldNumber, info.ProducerName);
        head.TextIfAny(ModelProto.ProducerVersionFieldNumber, info.ProducerVersion);
        head.TextIfAny(ModelProto.DomainFieldNumber, info.Domain);
        head.TextIfAny(ModelProto.DocStringFieldNumber, info.DocString);
        head.Raw(_modelRest.Span);
        return head;
    }

    private static long LeastIrOf(ElementType type) => type switch
    {
        ElementType.Float8E4M3FN or ElementType.Float8E4M3FNUZ or ElementType.Float8E5M2 or ElementType.Float8E5M2FNUZ => 9,
        ElementType.UInt4 or ElementType.Int4 => 10,
        ElementType.Float4E2M1 => 11,
        ElementType.Float8E8M0 => 12,
        ElementType.UInt2 or ElementType.Int2 => 13,
        _ => 0,
    };
}
