using Occam.Graphs.Channels;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>x where it is positive, else slope * x; the slope broadcasts to x (its axes align with the last ones).</summary>
public sealed class PRelu : Operator
{
    private static readonly Scalar Zero = 0;

    /// <inheritdoc/>
    public override string Name => "PRelu";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(static (x, slope) =>
    {
        // One slope, or one a channel (axis 1), is what PyTorch's own kernel takes.
        var perChannel = x.dim() > 1 && slope.dim() == x.dim() - 1 && slope.numel() == slope.size(0) && slope.size(0) == x.size(1);
        return perChannel || slope.numel() == 1
            ? x.prelu(slope.reshape(-1))
            : where(x.lt(Zero), x.mul(slope), x);
    });
}
