using Occam.Graphs;
using Occam.Onnx.Writing;

namespace Occam.Onnx;

/// <summary>Writes ONNX files (format IR 4 or what the graph's file had, if newer).</summary>
public static class OnnxWriter
{
    private const long SmallestMovedOut = 1024;

    /// <summary>Writes a graph to a file. The file is written under another name and then renamed, so it is never half there.</summary>
    /// <param name="graph">The graph; its values' data is read, nothing is changed.</param>
    /// <param name="path">The file's path; its folder exists. A data file <c>PATH.data</c> is written beside it where the options ask for it or the model would pass 2 GB.</param>
    /// <param name="options">How; default all data inside where it fits.</param>
    /// <exception cref="OnnxException">The file cannot be written.</exception>
    public static void Write(Graph graph, string path, OnnxWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new OnnxWriteOptions();
        if (Directory.Exists(path))
        {
            throw new OnnxException($"'{path}' is a folder; give the path of the file to write.");
        }

        var model = new ModelWriter(graph);
        long? from = options.ExternalDataFrom ?? (model.TotalBytes > options.MostBytes ? SmallestMovedOut : null);
        try
        {
            using var modelFile = new PendingFile(path);
            using var dataFile = from is null ? null : new PendingFile(path + ".data");
            if (dataFile is not null)
            {
                model.MoveOut(new DataFile(dataFile.Stream, Path.GetFileName(path) + ".data"), from!.Value);
            }

            CheckSize(model, options, $"'{path}'");
            model.Write(modelFile.Stream);
            dataFile?.Keep();
            modelFile.Keep();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new OnnxException($"'{path}' cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Writes a graph to a stream, all data inside.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="output">The stream; not disposed.</param>
    /// <exception cref="OnnxException">The model has more than 2 GB, which only a file with a data file beside it can hold.</exception>
    public static void Write(Graph graph, Stream output)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(output);
        var model = new ModelWriter(graph);
        CheckSize(model, new OnnxWriteOptions(), "The model");
        model.Write(output);
    }

    /// <summary>The bytes of a graph's file, all data inside.</summary>
    /// <exception cref="OnnxException">The model has more than 2 GB, which only a file with a data file beside it can hold.</exception>
    public static byte[] ToBytes(Graph graph)
    {
        using var bytes = new MemoryStream();
        Write(graph, bytes);
        return bytes.ToArray();
    }

    private static void CheckSize(ModelWriter model, OnnxWriteOptions options, string where)
    {
        if (model.TotalBytes > options.MostBytes)
        {
            throw new OnnxException($"{where} would have {model.TotalBytes} bytes, more than the {options.MostBytes} that one ONNX file can have; write the model to a path, with external data from fewer bytes on.");
        }
    }
}
