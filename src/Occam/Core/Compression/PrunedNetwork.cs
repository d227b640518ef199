using Occam.Core.Reports;
using Occam.Graphs;
using Occam.Models.Pruners;

namespace Occam.Core.Compression;

/// <summary>A network that channels were removed from.</summary>
/// <param name="Graph">The narrower network; owned.</param>
/// <param name="Figures">What was removed.</param>
/// <param name="Proof">The proof.</param>
/// <param name="Compensation">What became of the constants that removed channels emitted.</param>
internal sealed record PrunedNetwork(Graph Graph, PruningFigures Figures, OracleResult Proof, CompensationFigures Compensation) : IDisposable
{
    /// <summary>The proof as checks.</summary>
    public IReadOnlyList<Check> Oracle =>
    [
        new("pruned against the same channels zeroed, TorchSharp", Proof.TorchDifference, Proof.Tolerance),
        new("pruned against the same channels zeroed, ONNX Runtime", Proof.OnnxRuntimeDifference, Proof.Tolerance),
    ];

    /// <inheritdoc/>
    public void Dispose() => Graph.Dispose();
}
