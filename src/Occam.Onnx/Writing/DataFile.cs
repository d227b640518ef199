using Occam.Graphs;

namespace Occam.Onnx.Writing;

/// <summary>The file beside a model that holds its large tensors.</summary>
/// <param name="stream">Where the data goes.</param>
/// <param name="location">The file's name, as the model states it.</param>
internal sealed class DataFile(Stream stream, string location)
{
    // Programs map data files into memory, page by page.
    private const int Alignment = 4096;

    /// <summary>Appends a constant's data.</summary>
    /// <returns>The TensorProto that says where it is.</returns>
    public MessageBuffer Add(Constant constant, string name)
    {
        var padding = (int)((Alignment - (stream.Position % Alignment)) % Alignment);
        stream.Write(new byte[padding]);
        var offset = stream.Position;
        TensorWriter.Data(constant, stream);
        return TensorWriter.External(constant, name, location, offset);
    }
}
