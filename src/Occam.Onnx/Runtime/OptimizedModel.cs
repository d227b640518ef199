using System.Collections.Frozen;
using Microsoft.ML.OnnxRuntime;
using Occam.Graphs;

namespace Occam.Onnx.Runtime;

/// <summary>
/// A model as ONNX Runtime rewrote it before running it: what really runs. Int8 networks are checked here, because Q/DQ pairs that it could
/// not merge into an integer operator leave that operator in floating point.
/// </summary>
public sealed class OptimizedModel : IDisposable
{
    private static readonly FrozenSet<string> IntegerOperators = FrozenSet.Create(
        StringComparer.Ordinal,
        "ConvInteger", "DynamicQuantizeLSTM", "DynamicQuantizeMatMul", "MatMulInteger", "MatMulIntegerToFloat", "QAttention", "QGemm", "QLinearAdd",
        "QLinearAveragePool", "QLinearConcat", "QLinearConv", "QLinearGlobalAveragePool", "QLinearLeakyRelu", "QLinearMatMul", "QLinearMul",
        "QLinearReduceMean", "QLinearSigmoid", "QLinearSoftmax", "QLinearWhere");

    private OptimizedModel(Graph graph)
    {
        Graph = graph;
        OperatorCounts = graph.Nodes.CountBy(node => node.Domain.Length == 0 ? node.OpType : $"{node.Domain}::{node.OpType}").ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The rewritten graph; owned by this object. Its operators are largely ONNX Runtime's own.</summary>
    public Graph Graph { get; }

    /// <summary>How many nodes there are of each operator; those outside ONNX's own domain as <c>domain::operator</c>.</summary>
    public IReadOnlyDictionary<string, int> OperatorCounts { get; }

    /// <summary>The nodes that compute in integers.</summary>
    public IEnumerable<Node> IntegerNodes => Graph.Nodes.Where(node => IntegerOperators.Contains(node.OpType));

    /// <summary>Lets ONNX Runtime rewrite a graph.</summary>
    /// <param name="graph">The graph; at most 2 GB.</param>
    /// <param name="level">How far; default all but what depends on the machine's memory layout.</param>
    /// <exception cref="OnnxException">ONNX Runtime refuses the model.</exception>
    public static OptimizedModel Of(Graph graph, GraphOptimizationLevel level = GraphOptimizationLevel.ORT_ENABLE_EXTENDED) =>
        Load(options => new OnnxSession(graph, options), level);

    /// <summary>Lets ONNX Runtime rewrite the model of a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="level">How far; default all but what depends on the machine's memory layout.</param>
    /// <exception cref="OnnxException">ONNX Runtime refuses the model.</exception>
    public static OptimizedModel Of(string path, GraphOptimizationLevel level = GraphOptimizationLevel.ORT_ENABLE_EXTENDED) =>
        Load(options => new OnnxSession(path, options), level);

    /// <inheritdoc/>
    public void Dispose() => Graph.Dispose();

    private static OptimizedModel Load(Func<OnnxSessionOptions, OnnxSession> load, GraphOptimizationLevel level)
    {
        var folder = Directory.CreateTempSubdirectory("occam-");
        try
        {
            var path = Path.Combine(folder.FullName, "optimized.onnx");
            load(new OnnxSessionOptions { Optimization = level, OptimizedModelPath = path }).Dispose();
            return new OptimizedModel(OnnxReader.Read(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
