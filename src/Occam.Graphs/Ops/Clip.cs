using Occam.Graphs.Channels;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// min(max(x, low), high); either bound may be absent. Before version 11 the bounds are attributes, from then on inputs. Where the
/// lower bound is above the upper one, everything becomes the upper one.
/// </summary>
public sealed class Clip : Operator
{
    private const long BoundsAreInputsSince = 11;

    /// <inheritdoc/>
    public override string Name => "Clip";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1, 2];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        if (node.OpsetVersion >= BoundsAreInputsSince)
        {
            return static (inputs, _) =>
            {
                using var low = Bound(inputs, 1);
                using var high = Bound(inputs, 2);
                return [Compute(inputs[0]!, low, high)];
            };
        }

        Scalar low = node.Float("min", float.MinValue);
        Scalar high = node.Float("max", float.MaxValue);
        return Kernels.Unary(x => Compute(x, low, high));
    }

    private static Tensor Compute(Tensor x, Scalar? low, Scalar? high) => low is null && high is null ? x.alias() : x.clamp(low!, high!);

    private static Scalar? Bound(Tensor?[] inputs, int index) =>
        index >= inputs.Length || inputs[index] is not { } bound ? null
        : bound.is_floating_point() ? (Scalar)bound.ToDoubles()[0] : (Scalar)bound.ToLong();
}
