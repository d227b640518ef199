using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Ops;
using TorchSharp;

namespace Occam.Samples.Extension;

/// <summary>A stranger's operator: x / 2, element by element.</summary>
public sealed class Halve : Operator
{
    private static readonly Scalar Half = 0.5;

    /// <inheritdoc/>
    public override string Name => "Halve";

    /// <inheritdoc/>
    public override string Domain => "com.example";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => static (inputs, _) => [inputs[0]!.mul(Half)];
}
