using Occam.Core.Reports;
using Occam.Graphs;

namespace Occam.Core.Compression;

/// <summary>A network that channels were removed from.</summary>
/// <param name="Graph">The narrower network; owned.</param>
/// <param name="Figures">What was removed.</param>
/// <param name="Oracle">The proof.</param>
internal sealed record PrunedNetwork(Graph Graph, PruningFigures Figures, IReadOnlyList<Check> Oracle) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Graph.Dispose();
}
