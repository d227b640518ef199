using Occam.Graphs.Channels;
using TorchSharp;

namespace Occam.Graphs.Ops;

/// <summary>The sum of any number of inputs, element by element with NumPy broadcasting.</summary>
public sealed class Sum : Operator
{
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => "Sum";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Fold(static (a, b) => a.add(b, One));
}
