using Microsoft.ML.OnnxRuntime;

namespace Occam.Onnx.Runtime;

/// <summary>How ONNX Runtime runs a model.</summary>
public sealed record OnnxSessionOptions
{
    /// <summary>Threads that compute one operator. Default 1, which compares best from machine to machine.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How far ONNX Runtime rewrites the model before it runs it. Default all of it, its own default.</summary>
    public GraphOptimizationLevel Optimization { get; init; } = GraphOptimizationLevel.ORT_ENABLE_ALL;

    /// <summary>Where ONNX Runtime is to write the model as it rewrote it; default nowhere.</summary>
    public string? OptimizedModelPath { get; init; }

    /// <summary>How the path of the profile starts that ONNX Runtime is to write; default no profile.</summary>
    public string? ProfilePrefix { get; init; }
}
