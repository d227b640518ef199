using Occam.Graphs;
using Occam.Onnx.Quantization;

namespace Occam.Models.Quantizers;

/// <summary>A quantized network and what is known of it.</summary>
public sealed record QuantizedModel : IDisposable
{
    /// <summary>The network with its Q/DQ nodes; owned by this object.</summary>
    public required Graph Graph { get; init; }

    /// <summary>How ONNX Runtime computes each node.</summary>
    public required IntegerCoverage Coverage { get; init; }

    /// <summary>The ranges of activations that calibration found, by the name of the value in the float network.</summary>
    public required IReadOnlyDictionary<string, ValueRange> Ranges { get; init; }

    /// <summary>How many output channels got a wider weight scale than their weights need, so that int32 holds bias and sums.</summary>
    public required int WidenedChannels { get; init; }

    /// <summary>How many pairs of convolutions were equalised. Default 0.</summary>
    public int EqualisedPairs { get; init; }

    /// <summary>How many layers were rounded otherwise than to the nearest integer. Default 0.</summary>
    public int RoundedLayers { get; init; }

    /// <summary>How often each layer saturates on processors without 8-bit dot products, on the first calibration batches. Default none.</summary>
    public IReadOnlyList<LayerSaturation> Saturation { get; init; } = [];

    /// <summary>Whether this processor has 8-bit dot products. Without them 8-bit weights saturate and results differ from other machines'.</summary>
    public required bool HasDotProduct { get; init; }

    /// <inheritdoc/>
    public void Dispose() => Graph.Dispose();
}
