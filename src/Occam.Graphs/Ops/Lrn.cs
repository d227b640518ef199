using Occam.Graphs.Attributes;
using Occam.Graphs.Channels;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// x / (bias + alpha / size * s)^beta, s the sum of squares over <c>size</c> neighbouring channels (Krizhevsky et al.
/// 2012). Where size is even, the longer half is behind.
/// </summary>
public sealed class Lrn : Operator
{
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => "LRN";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Normalisation;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var size = node.Get<IntAttribute>("size")?.Value ?? throw GraphException.At(node, "attribute 'size' is missing.");
        Scalar scale = (double)node.Float("alpha", 1e-4f) / size;
        Scalar offset = node.Float("bias", 1);
        Scalar exponent = -node.Float("beta", 0.75f);
        return Kernels.Unary(x =>
        {
            var squares = x.square();
            var before = (size - 1) / 2;
            var sum = squares.alias();
            for (var shift = -before; shift <= size - 1 - before; shift++)
            {
                sum = shift == 0 ? sum : sum.add(Shift(squares, shift), One);
            }

            return x.mul(sum.mul(scale).add(offset, One).pow(exponent));
        });
    }

    // Position c takes channel c + shift, zero beyond the ends.
    private static Tensor Shift(Tensor x, long shift)
    {
        var channels = x.size(1);
        var gap = Math.Min(Math.Abs(shift), channels);
        var zeros = zeros_like(x.narrow(1, 0, gap));
        var rest = x.narrow(1, shift > 0 ? gap : 0, channels - gap);
        return cat(shift > 0 ? [rest, zeros] : [zeros, rest], 1);
    }
}
