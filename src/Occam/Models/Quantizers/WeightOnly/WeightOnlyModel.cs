using Occam.Graphs;

namespace Occam.Models.Quantizers.WeightOnly;

/// <summary>A network whose weights alone are quantized.</summary>
/// <param name="Graph">The network with its MatMulNBits nodes; owned by this object.</param>
/// <param name="Layers">Every product and convolution, in the network's order.</param>
public sealed record WeightOnlyModel(Graph Graph, IReadOnlyList<WeightOnlyLayer> Layers) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Graph.Dispose();
}
