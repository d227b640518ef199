using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Onnx.Reading;

namespace Occam.Onnx;

/// <summary>
/// Reads ONNX files (format IR 3 to 13). Initializers and Constant nodes become constants; whatever Occam does not know - operators,
/// domains, functions, training information - is kept and written back by <see cref="OnnxWriter"/>. Files are not trusted: nothing is
/// allocated that the file does not hold, and external data is read only from the model's folder.
/// </summary>
public static class OnnxReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file's path. External data is looked for in its folder.</param>
    /// <param name="operators">The operators that Occam is to know; default <see cref="OperatorSet.Standard"/>.</param>
    /// <returns>The graph; owned by the caller.</returns>
    /// <exception cref="OnnxException">The file is missing or no sound ONNX model; the message says what is wrong and where.</exception>
    public static Graph Read(string path, OperatorSet? operators = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var source = FileSource.Open(path);
        return ModelReader.Read(source, Path.GetDirectoryName(Path.GetFullPath(path)), operators);
    }

    /// <summary>Reads a model that is in memory.</summary>
    /// <param name="model">The bytes of the file.</param>
    /// <param name="folder">Where external data is looked for; by default a model that has any is refused.</param>
    /// <param name="operators">The operators that Occam is to know; default <see cref="OperatorSet.Standard"/>.</param>
    /// <returns>The graph; owned by the caller.</returns>
    /// <exception cref="OnnxException">The bytes are no sound ONNX model; the message says what is wrong and where.</exception>
    public static Graph Read(ReadOnlyMemory<byte> model, string? folder = null, OperatorSet? operators = null)
    {
        using var source = new MemorySource("model in memory", model);
        return ModelReader.Read(source, folder, operators);
    }

    /// <summary>Reads a model from a stream, to its end.</summary>
    /// <param name="model">The stream; not disposed.</param>
    /// <param name="folder">Where external data is looked for; by default a model that has any is refused.</param>
    /// <param name="operators">The operators that Occam is to know; default <see cref="OperatorSet.Standard"/>.</param>
    /// <returns>The graph; owned by the caller.</returns>
    /// <exception cref="OnnxException">The bytes are no sound ONNX model; the message says what is wrong and where.</exception>
    public static Graph Read(Stream model, string? folder = null, OperatorSet? operators = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var bytes = new MemoryStream();
        try
        {
            model.CopyTo(bytes);
        }
        catch (IOException e)
        {
            throw new OnnxException($"The model cannot be read from its stream (at most 2 GB): {e.Message}", e);
        }

        return Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), folder, operators);
    }
}
