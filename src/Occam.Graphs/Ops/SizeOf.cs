using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>ONNX's Size: the number of elements, as an int64 scalar on the CPU.</summary>
public sealed class SizeOf : Operator
{
    /// <inheritdoc/>
    public override string Name => "Size";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.ShapeOnly;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => tensor(x.numel()));
}
