using Occam.Graphs;
using Occam.Graphs.Execution;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers;

/// <summary>
/// Says for every integer layer of a Q/DQ network how many outputs would saturate on a processor without 8-bit dot products. The weights alone prove most channels safe; the others are simulated on data, with
/// <see cref="Onnx.Quantization.PairSaturation"/>, at up to 256 evenly spread positions a batch. Convolutions over three axes, or that pad by rule, are judged by their weights.
/// </summary>
public static class SaturationSimulator
{
    private const int Positions = 256;

    /// <summary>Simulates.</summary>
    /// <param name="quantized">The network with its Q/DQ nodes.</param>
    /// <param name="batches">For each batch the network's inputs; none judges by the weights alone.</param>
    /// <returns>A figure for each layer that reads unsigned 8-bit integers, in the network's order.</returns>
    public static IReadOnlyList<LayerSaturation> Run(Graph quantized, IReadOnlyList<IReadOnlyList<Tensor>> batches)
    {
        ArgumentNullException.ThrowIfNull(quantized);
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var layers = quantized.Nodes.Select(IntegerLayer.Of).OfType<IntegerLayer>().ToArray();
        var risky = layers.Where(layer => layer.RiskyChannels.Length > 0 && layer.CanSimulate).ToArray();
        var counts = layers.ToDictionary(layer => layer, _ => (Outputs: 0L, Saturated: 0L));
        foreach (var batch in risky.Length == 0 ? [] : batches)
        {
            using var walk = new GraphWalk(quantized, batch);
            foreach (var layer in risky)
            {
                using var inner = NewDisposeScope();
                walk.RunUntil(layer.Node);
                var (outputs, saturated) = layer.Simulate(walk[layer.Node.Input(0)], Positions);
                counts[layer] = (counts[layer].Outputs + outputs, counts[layer].Saturated + saturated);
            }
        }

        return [.. layers.Select(layer => new LayerSaturation(layer.Node.Name, layer.RiskyChannels.Length, counts[layer].Outputs, counts[layer].Saturated))];
    }
}
