using Occam.Graphs.Channels;
using TorchSharp;

namespace Occam.Graphs.Ops;

/// <summary>(x - mean) / (standard deviation + 1e-9) over the given axes, by default all but the channels: 0, 2, 3.</summary>
public sealed class MeanVarianceNormalization : Operator
{
    private static readonly Scalar Epsilon = 1e-9;
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => "MeanVarianceNormalization";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Normalisation;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var axes = node.Ints("axes") ?? [0, 2, 3];
        return Kernels.Unary(x =>
        {
            var centred = x.sub(x.mean(axes, true));
            return centred.div(centred.square().mean(axes, true).sqrt().add(Epsilon, One));
        });
    }
}
