using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Reconstruction;

/// <summary>A layer of a quantized network, with what it reads there and what it gives in the float network.</summary>
internal sealed record LayerSample
{
    /// <summary>The layer in the float network.</summary>
    public required Node Layer { get; init; }

    /// <summary>The float weight in its layout.</summary>
    public required Tensor Weight { get; init; }

    /// <summary>The scales, in a shape that broadcasts against the weight.</summary>
    public required Tensor Scales { get; init; }

    /// <summary>The integers that stand for 0, in a shape that broadcasts against the weight; null for 0 everywhere. Default null.</summary>
    public Tensor? ZeroPoints { get; init; }

    /// <summary>The bias that the quantized layer adds, or null.</summary>
    public required Tensor? Bias { get; init; }

    /// <summary>What the quantized layer reads, a tensor a batch: results of the layers before it, quantized.</summary>
    public required IReadOnlyList<Tensor> Inputs { get; init; }

    /// <summary>What the float layer gives, a tensor a batch.</summary>
    public required IReadOnlyList<Tensor> Targets { get; init; }

    /// <summary>The lowest and the highest integer.</summary>
    public required (int Lowest, int Highest) Bounds { get; init; }

    /// <summary>Whether a Relu follows, so that only what is above 0 counts.</summary>
    public required bool IsRectified { get; init; }

    /// <summary>Whether neighbouring weights of one sign may add up to 128 at most (<see cref="Onnx.Quantization.QuantizationScheme.LimitsPairs"/>). Default false.</summary>
    public bool LimitsPairs { get; init; }
}
