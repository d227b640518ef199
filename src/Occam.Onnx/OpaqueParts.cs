using Google.Protobuf;
using Occam.Onnx.Protos;
using Occam.Onnx.Reading;

namespace Occam.Onnx;

/// <summary>
/// What Occam does not interpret of a file, as <see cref="Graphs.ModelInfo.Opaque"/> holds it: the fields of the model with their tags, and a
/// graph field that holds those of the graph.
/// </summary>
internal static class OpaqueParts
{
    /// <summary>Joins the parts of the model and of its graph.</summary>
    public static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> model, ReadOnlyMemory<byte> graph)
    {
        if (graph.IsEmpty)
        {
            return model;
        }

        var bytes = new MemoryStream();
        bytes.Write(model.Span);
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteTag(ModelProto.GraphFieldNumber, WireFormat.WireType.LengthDelimited);
            output.WriteLength(graph.Length);
        }

        bytes.Write(graph.Span);
        return bytes.ToArray();
    }

    /// <summary>Takes the parts of the model and of its graph apart again.</summary>
    public static (ReadOnlyMemory<byte> Model, ReadOnlyMemory<byte> Graph) Split(ReadOnlyMemory<byte> joined)
    {
        var (model, graph) = (new MemoryStream(), new MemoryStream());
        using var source = new MemorySource("the parts of the file that are kept as they are", joined);
        var reader = new WireReader(Region.Of(source));
        while (reader.Next())
        {
            if (reader.Field == ModelProto.GraphFieldNumber)
            {
                graph.Write(reader.Bytes().View());
            }
            else
            {
                model.Write(reader.Skip().View());
            }
        }

        return (model.ToArray(), graph.ToArray());
    }
}
