using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The logarithm of Softmax, without its rounding.</summary>
public sealed class LogSoftmax : Operator
{
    /// <inheritdoc/>
    public override string Name => "LogSoftmax";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Normalisation;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => AlongAxis.Bind(node, static (x, axis) => x.log_softmax(axis));
}
