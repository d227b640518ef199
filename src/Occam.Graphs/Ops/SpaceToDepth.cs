using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Moves blocks of space into channels: [N, C, H b, W b] to [N, b b C, H, W], the block outermost.</summary>
public sealed class SpaceToDepth : Operator
{
    /// <inheritdoc/>
    public override string Name => "SpaceToDepth";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var block = node.Int("blocksize", 0);
        if (block < 1)
        {
            throw GraphException.At(node, $"blocksize is {block}; a positive size is wanted.");
        }

        return Kernels.Unary(x =>
        {
            var (n, c, h, w) = x.dim() == 4 && x.size(2) % block == 0 && x.size(3) % block == 0
                ? (x.size(0), x.size(1), x.size(2) / block, x.size(3) / block)
                : throw GraphException.At(node, $"the input [{string.Join(',', x.shape)}] is not [N, C, H, W] with H and W multiples of {block}.");
            return x.reshape(n, c, h, block, w, block).permute(0, 3, 5, 1, 2, 4).reshape(n, c * block * block, h, w);
        });
    }
}
