using System.Runtime.InteropServices;
using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers;

/// <summary>The bounds of a Clip node.</summary>
/// <param name="Minimum">The lower bound.</param>
/// <param name="Maximum">The upper bound.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Clamp(double Minimum, double Maximum)
{
    /// <summary>The bounds of a Clip of any version, or null where one is computed.</summary>
    public static Clamp? Of(Node node)
    {
        var (low, high) = (Bound(node, 1, "min", float.MinValue), Bound(node, 2, "max", float.MaxValue));
        return low is null || high is null ? null : new Clamp(low.Value, high.Value);
    }

    private static double? Bound(Node node, int index, string attribute, float fallback)
    {
        if (node.OptionalInput(index) is not { } bound)
        {
            return node.Float(attribute, fallback);
        }

        if (bound.Constant is not { HasTensor: true } constant || constant.Count != 1)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        return constant.Tensor.detach().to(ScalarType.Float64).item<double>();
    }
}
