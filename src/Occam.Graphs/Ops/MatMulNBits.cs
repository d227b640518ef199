using Occam.Graphs.Shapes;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// ONNX Runtime's product of float activations [..., K] with a weight of 8, 4 or 2 bits [N, K], whose runs of <c>block_size</c> inputs have a scale and a zero point each: A W' + bias.
/// </summary>
/// <remarks>
/// Inputs: A; the integers, uint8 [N, blocks, block_size bits / 8], the first in the lowest bits; the scales [N, blocks]; optionally the zero points, packed as the integers are, a row of them
/// filled up to a whole byte, or as float; optionally a permutation of the inputs, which is refused; optionally a bias [N]. Without zero points 2^(bits - 1) stands for 0.
/// </remarks>
public sealed class MatMulNBits : Operator
{
    /// <summary>The domain of ONNX Runtime's own operators.</summary>
    public const string RuntimeDomain = "com.microsoft";

    /// <summary>The operator's name.</summary>
    public const string TypeName = "MatMulNBits";

    private const int ByteBits = 8;
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => TypeName;

    /// <inheritdoc/>
    public override string Domain => RuntimeDomain;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var (bits, block) = Check(node);
        return (inputs, _) => [WithBias(MatrixProduct.Of(inputs[0]!, Weight(node, inputs, bits, block).transpose(0, 1)), inputs)];
    }

    /// <summary>One contracted position is enough.</summary>
    internal override Kernel BindShapes(Node node)
    {
        Check(node);
        var outputs = node.Int("N", 0);
        return (inputs, _) => [WithBias(MatrixProduct.Of(inputs[0]!.narrow(-1, 0, 1), zeros([1, outputs], inputs[0]!.dtype)), inputs)];
    }

    /// <inheritdoc/>
    public override long Macs(Node node, ShapeTable shapes) => shapes.Count(node.Outputs[0]!) * node.Int("K", 0);

    /// <summary>The float weight [N, K] that a node's constants stand for, in the caller's dispose scope.</summary>
    /// <param name="node">The node.</param>
    /// <exception cref="GraphException">The integers or the scales are computed, or an attribute is not supported.</exception>
    public static Tensor Weight(Node node)
    {
        var (bits, block) = Check(node);
        return Weight(node, [.. node.Inputs.Select(input => input?.Constant?.Tensor)], bits, block);
    }

    private static (int Bits, int Block) Check(Node node)
    {
        var (bits, block) = (node.Int("bits", 4), node.Int("block_size", 0));
        if (bits is not (2 or 4 or ByteBits) || block < 1 || block * bits % ByteBits != 0)
        {
            throw GraphException.At(node, $"has bits {bits} and block_size {block}; bits of 2, 4 or 8 and blocks of whole bytes are supported.");
        }

        if (node.OptionalInput(4) is not null)
        {
            throw GraphException.At(node, "permutes its inputs (g_idx), which is not supported.");
        }

        return ((int)bits, (int)block);
    }

    private static Tensor Weight(Node node, Tensor?[] inputs, int bits, int block)
    {
        if (inputs is not [_, { } packed, { } scales, ..])
        {
            throw GraphException.At(node, "has no constant integers and scales.");
        }

        using var scope = NewDisposeScope();
        var (outputs, columns) = (node.Int("N", 0), node.Int("K", 0));
        var blocks = (columns + block - 1) / block;
        var integers = Unpack(packed, bits).reshape(outputs, blocks, block).to(scales.dtype);
        using var middle = (1 << (bits - 1)).ToScalar();
        var centred = inputs.ElementAtOrDefault(3) is { } zeroPoints
            ? integers.sub((zeroPoints.dtype == ScalarType.Byte ? Unpack(zeroPoints.reshape(outputs, -1), bits).narrow(-1, 0, blocks).to(scales.dtype) : zeroPoints.reshape(outputs, blocks)).unsqueeze(-1))
            : integers.sub(middle);
        return centred.mul(scales.reshape(outputs, blocks, 1)).reshape(outputs, -1).narrow(1, 0, columns).MoveToOuterDisposeScope();
    }

    // Whole numbers [..., bytes 8 / bits]: the first of a byte is in its lowest bits.
    private static Tensor Unpack(Tensor packed, int bits)
    {
        var each = ByteBits / bits;
        var shifts = tensor(Enumerable.Range(0, each).Select(i => i * bits).ToArray());
        var numbers = packed.to(ScalarType.Int32).unsqueeze(-1).bitwise_right_shift(shifts).bitwise_and(tensor((1 << bits) - 1));
        return numbers.flatten(-2);
    }

    private static Tensor WithBias(Tensor product, Tensor?[] inputs) => inputs.ElementAtOrDefault(5) is { } bias ? product.add(bias, One) : product;
}
