using Microsoft.ML.OnnxRuntime;
using Occam.Graphs;
using Occam.Graphs.Native;
using static TorchSharp.torch;

namespace Occam.Onnx.Runtime;

/// <summary>A model loaded in ONNX Runtime (CPU), fed with and returning TorchSharp tensors.</summary>
public sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    /// <summary>Loads a file.</summary>
    /// <param name="path">The model's path.</param>
    /// <param name="options">Threads and optimization; default one thread, all optimizations.</param>
    /// <exception cref="OnnxException">ONNX Runtime refuses the model.</exception>
    public OnnxSession(string path, OnnxSessionOptions? options = null)
        : this(path, File.Exists(path) ? settings => new InferenceSession(path, settings) : throw new OnnxException($"There is no file '{path}'."), options)
    {
    }

    /// <summary>Loads the bytes of a file.</summary>
    /// <param name="model">The model, all data inside.</param>
    /// <param name="options">Threads and optimization; default one thread, all optimizations.</param>
    /// <exception cref="OnnxException">ONNX Runtime refuses the model.</exception>
    public OnnxSession(byte[] model, OnnxSessionOptions? options = null)
        : this("model in memory", settings => new InferenceSession(model, settings), options)
    {
    }

    /// <summary>Loads a graph, written as <see cref="OnnxWriter"/> writes it.</summary>
    /// <param name="graph">The graph; at most 2 GB.</param>
    /// <param name="options">Threads and optimization; default one thread, all optimizations.</param>
    /// <exception cref="OnnxException">ONNX Runtime refuses the model, or it has more than 2 GB (write it to a file then).</exception>
    public OnnxSession(Graph graph, OnnxSessionOptions? options = null)
        : this($"graph {graph.Name}", settings => new InferenceSession(OnnxWriter.ToBytes(graph), settings), options)
    {
    }

    private OnnxSession(string name, Func<SessionOptions, InferenceSession> load, OnnxSessionOptions? options)
    {
        LibTorch.EnsureReady();
        Name = name;
        Options = options ?? new OnnxSessionOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Options.Threads, nameof(options));
        OnnxEnvironment.EnsureQuiet();
        using var settings = new SessionOptions
        {
            IntraOpNumThreads = Options.Threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = Options.Optimization,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        if (Options.OptimizedModelPath is { } optimized)
        {
            settings.OptimizedModelFilePath = optimized;
        }

        if (Options.ProfilePrefix is { } prefix)
        {
            settings.ProfileOutputPathPrefix = prefix;
            settings.EnableProfiling = true;
        }

        _session = Guard("cannot load it", () => load(settings));
        _inputNames = [.. _session.InputNames];
        _outputNames = [.. _session.OutputNames];
        Inputs = [.. _inputNames.Select(input => Port(input, _session.InputMetadata[input]))];
        Outputs = [.. _outputNames.Select(output => Port(output, _session.OutputMetadata[output]))];
    }

    /// <summary>What messages call the model: its path where it has one.</summary>
    public string Name { get; }

    /// <summary>How the model was loaded.</summary>
    public OnnxSessionOptions Options { get; }

    /// <summary>What the model is fed.</summary>
    public IReadOnlyList<OnnxPort> Inputs { get; }

    /// <summary>What the model returns.</summary>
    public IReadOnlyList<OnnxPort> Outputs { get; }

    /// <summary>Runs the model.</summary>
    /// <param name="inputs">The inputs in the model's order; on the CPU, of the model's element types; not disposed.</param>
    /// <returns>The outputs in the model's order, in the caller's dispose scope.</returns>
    /// <exception cref="OnnxException">An input does not fit, an output is no tensor that TorchSharp can hold, or ONNX Runtime fails.</exception>
    public Tensor[] Run(IReadOnlyList<Tensor> inputs)
    {
        using var feed = new OnnxFeed(this, inputs);
        using var results = RunRaw(feed);
        using var scope = NewDisposeScope();
        return [.. results.Select((result, i) => OrtTensors.ToTorch(result, $"'{Name}': output '{_outputNames[i]}'").MoveToOuterDisposeScope())];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }

    /// <summary>Runs the model on inputs that ONNX Runtime holds already, which is what latency is measured on.</summary>
    internal IDisposableReadOnlyCollection<OrtValue> RunRaw(OnnxFeed feed) =>
        Guard("failed to run it", () => _session.Run(_run, _inputNames, feed.Values, _outputNames));

    /// <summary>Ends the profile that was asked for and returns its path.</summary>
    internal string EndProfiling() => _session.EndProfiling();

    private static OnnxPort Port(string name, NodeMetadata metadata) => metadata.IsTensor
        ? new OnnxPort(name, (ElementType)(int)metadata.ElementDataType, [.. metadata.Dimensions.Select(size => (long)size)])
        : new OnnxPort(name, ElementType.Undefined, []);

    private T Guard<T>(string what, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (OnnxRuntimeException e)
        {
            throw new OnnxException($"'{Name}': ONNX Runtime {what}: {OrtMessage.Plain(e.Message)}", e);
        }
    }
}
