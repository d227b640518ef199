namespace Occam.Onnx.Quantization;

/// <summary>The integers and the zero points of a weight as bytes, in the order of ONNX Runtime's MatMulNBits: the first number of a byte in its lowest bits, rows filled up.</summary>
internal static class BlockPacking
{
    private const int ByteBits = 8;

    /// <summary>The bits that a number of a scheme takes in the file: ONNX Runtime has products of 2, 4 and 8 bits, so 3 are stored in 4.</summary>
    public static int StoredBits(QuantizationScheme scheme) => scheme.Bits == 3 ? 4 : scheme.Bits;

    /// <summary>The bytes a block takes.</summary>
    public static int BlockBytes(QuantizationScheme scheme) => scheme.GroupSize * StoredBits(scheme) / ByteBits;

    /// <summary>The integers, [N, blocks, <see cref="BlockBytes"/>].</summary>
    public static byte[] Integers(BlockWeight weight)
    {
        var scheme = weight.Scheme;
        var (bits, size, shift) = (StoredBits(scheme), BlockBytes(scheme), Shift(scheme));
        var packed = new byte[weight.Outputs * weight.Blocks * size];
        for (var block = 0; block < weight.Scales.Length; block++)
        {
            var (row, start) = (block / weight.Blocks, block % weight.Blocks * scheme.GroupSize);
            for (var i = 0; i < scheme.GroupSize; i++)
            {
                var integer = start + i < weight.Columns ? weight.Integers[(row * weight.Columns) + start + i] : weight.ZeroPoints[block];
                Put(packed.AsSpan(block * size, size), i, integer + shift, bits);
            }
        }

        return packed;
    }

    /// <summary>The zero points, [N, bytes]; null for symmetric schemes, whose middle is understood.</summary>
    public static byte[]? ZeroPoints(BlockWeight weight)
    {
        if (weight.Scheme.IsSymmetric)
        {
            return null;
        }

        var bits = StoredBits(weight.Scheme);
        var size = ((weight.Blocks * bits) + ByteBits - 1) / ByteBits;
        var packed = new byte[weight.Outputs * size];
        for (var block = 0; block < weight.ZeroPoints.Length; block++)
        {
            Put(packed.AsSpan(block / weight.Blocks * size, size), block % weight.Blocks, weight.ZeroPoints[block], bits);
        }

        return packed;
    }

    // The middle of the stored width is understood as 0, so fewer bits move up to it.
    private static int Shift(QuantizationScheme scheme) => scheme.IsSymmetric ? (1 << (StoredBits(scheme) - 1)) - (1 << (scheme.Bits - 1)) : 0;

    private static void Put(Span<byte> bytes, int index, int number, int bits) =>
        bytes[index * bits / ByteBits] |= (byte)(number << (index * bits % ByteBits));
}
