using Occam.Onnx.Quantization;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training;

/// <summary>
/// Where step sizes begin: 2 mean|x| / sqrt(Qp) (LSQ, section 2.1). Deviation: not wider than the largest number needs, which for 8 bits it would be by far.
/// </summary>
internal static class StepStart
{
    private const double Smallest = 1e-8;

    /// <summary>The first step of an activation.</summary>
    /// <param name="activity">What was seen of it.</param>
    /// <param name="covering">The step that covers all that was seen.</param>
    /// <param name="scheme">The scheme.</param>
    public static float Activation(double activity, float covering, QuantizationScheme scheme) =>
        (float)Math.Max(Smallest, activity > 0 ? Math.Min(2 * activity / Math.Sqrt(scheme.Highest), covering) : covering);

    /// <summary>The first steps of a weight.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="axis">The axis of output channels.</param>
    /// <param name="scheme">The scheme.</param>
    /// <returns>[O], in the caller's dispose scope. A channel of zeros gets 1e-8.</returns>
    public static Tensor Weight(Tensor weight, int axis, QuantizationScheme scheme)
    {
        using var scope = NewDisposeScope();
        using Scalar factor = (float)(2 / Math.Sqrt(scheme.Highest));
        using Scalar highest = (float)scheme.Highest;
        using Scalar least = (float)Smallest;
        var rows = weight.detach().abs().transpose(0, axis).flatten(1);
        return minimum(rows.mean([1]).mul(factor), rows.amax(1).div(highest)).clamp_min(least).MoveToOuterDisposeScope();
    }
}
