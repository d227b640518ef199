using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Permutes the axes; by default reverses them.</summary>
public sealed class Transpose : Operator
{
    /// <inheritdoc/>
    public override string Name => "Transpose";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    internal override IReadOnlyList<int> MovedAxes(Node node, int rank) => [];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var stated = node.Ints("perm");
        return Kernels.Unary(x =>
        {
            var rank = (int)x.dim();
            var permutation = stated ?? [.. Enumerable.Range(0, rank).Select(axis => (long)(rank - 1 - axis))];
            return permutation.Length == rank
                ? x.permute(permutation)
                : throw GraphException.At(node, $"perm has {permutation.Length} entries, but the input has {rank} dimensions.");
        });
    }
}
