namespace Occam.Models.Quantizers;

/// <summary>How often the 16-bit pair sums of an x86 processor without 8-bit dot products saturate in a layer.</summary>
/// <param name="Node">The layer's node.</param>
/// <param name="Channels">Output channels whose weights could saturate with some activations; 0 proves that the layer never does.</param>
/// <param name="Outputs">Outputs that were simulated on calibration data, of those channels and the others alike.</param>
/// <param name="Saturated">How many of them would be wrong.</param>
public sealed record LayerSaturation(string Node, int Channels, long Outputs, long Saturated)
{
    /// <summary>The share of outputs that would be wrong.</summary>
    public double Share => Outputs == 0 ? 0 : (double)Saturated / Outputs;
}
