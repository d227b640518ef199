using Occam.Graphs.Channels;
using TorchSharp;

namespace Occam.Graphs.Ops;

/// <summary>The mean of any number of inputs, element by element with NumPy broadcasting.</summary>
public sealed class Mean : Operator
{
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => "Mean";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var sum = Kernels.Fold(static (a, b) => a.add(b, One));
        Scalar count = node.Inputs.Count;
        return (inputs, context) => [sum(inputs, context)[0].div(count)];
    }
}
