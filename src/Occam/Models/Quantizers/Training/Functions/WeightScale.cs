using Occam.Onnx.Quantization;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training.Functions;

/// <summary>
/// The scales of a weight, one an output channel, as export chooses them: what the largest number needs, and for 8 bits what keeps pairs of products within 16 bits
/// (<see cref="QuantizationScheme.LimitsPairs"/>).
/// </summary>
internal static class WeightScale
{
    private static readonly Scalar Smallest = 1e-18f;
    private static readonly Scalar PairLimit = 127f;
    private static readonly Scalar Zero = 0f;

    /// <summary>The scales.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="axis">The axis of output channels.</param>
    /// <param name="scheme">The scheme.</param>
    /// <param name="range">Its integers.</param>
    /// <returns>[O], without gradient.</returns>
    public static Tensor Of(Tensor weight, int axis, QuantizationScheme scheme, IntegerRange range)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var first = weight.detach().transpose(0, axis);
        var scale = first.flatten(1).abs().amax(1).div(range.High).clamp_min(Smallest);
        return (Pairs(first, scheme) is { } least ? maximum(scale, least) : scale).MoveToOuterDisposeScope();
    }

    /// <summary>The least scales that keep pairs of products within 16 bits; null where the scheme has no such limit.</summary>
    public static Tensor? Least(Tensor weight, int axis, QuantizationScheme scheme)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        return Pairs(weight.detach().transpose(0, axis), scheme)?.MoveToOuterDisposeScope();
    }

    // Neighbours in the order of the kernels: input channels of one position, then the next position.
    private static Tensor? Pairs(Tensor weight, QuantizationScheme scheme)
    {
        if (!scheme.LimitsPairs || 2 * scheme.Highest <= 128)
        {
            return null;
        }

        var rows = weight.dim() > 2 ? weight.flatten(2).transpose(1, 2).flatten(1) : weight;
        var even = rows.size(1) / 2 * 2;
        if (even == 0)
        {
            return null;
        }

        var pairs = rows.narrow(1, 0, even).reshape(rows.size(0), even / 2, 2);
        return maximum(Largest(pairs), Largest(pairs.neg())).div(PairLimit);
    }

    // Of pairs that are both above 0.
    private static Tensor Largest(Tensor pairs) => pairs.sum(2).mul_(pairs.amin([2]).gt(Zero)).amax(1);
}
