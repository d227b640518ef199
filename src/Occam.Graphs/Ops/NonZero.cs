namespace Occam.Graphs.Ops;

/// <summary>The coordinates of the elements that are not zero, in row-major order: [rank, count], int64.</summary>
public sealed class NonZero : Operator
{
    /// <inheritdoc/>
    public override string Name => "NonZero";

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => (x.dim() == 0 ? x.reshape(1) : x).nonzero().t());
}
