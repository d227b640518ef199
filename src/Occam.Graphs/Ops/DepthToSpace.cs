using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Moves blocks of channels into space: [N, C b b, H, W] to [N, C, H b, W b]; in mode DCR (default) the block is the outer part of the channels, in CRD the inner.</summary>
public sealed class DepthToSpace : Operator
{
    /// <inheritdoc/>
    public override string Name => "DepthToSpace";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var block = node.Int("blocksize", 0);
        var mode = node.String("mode", "DCR");
        if (block < 1 || mode is not ("DCR" or "CRD"))
        {
            throw GraphException.At(node, $"blocksize is {block} and mode '{mode}'; a positive size and DCR or CRD are wanted.");
        }

        return Kernels.Unary(x =>
        {
            var (n, c, h, w) = x.dim() == 4 && x.size(1) % (block * block) == 0
                ? (x.size(0), x.size(1) / (block * block), x.size(2), x.size(3))
                : throw GraphException.At(node, $"the input [{string.Join(',', x.shape)}] is not [N, C, H, W] with C a multiple of {block * block}.");
            var blocks = mode is "DCR"
                ? x.reshape(n, block, block, c, h, w).permute(0, 3, 4, 1, 5, 2)
                : x.reshape(n, c, block, block, h, w).permute(0, 1, 4, 2, 5, 3);
            return blocks.reshape(n, c, h * block, w * block);
        });
    }
}
