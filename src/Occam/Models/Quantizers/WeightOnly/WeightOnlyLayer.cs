namespace Occam.Models.Quantizers.WeightOnly;

/// <summary>What became of a product with a constant weight.</summary>
/// <param name="Node">The node's name in the float network.</param>
/// <param name="OpType">Its operator.</param>
/// <param name="Bits">Bits of a weight; 32 where it stays float.</param>
/// <param name="FloatBytes">What the weight takes in the float file.</param>
/// <param name="Bytes">What it takes in the written file, scales included; 0 for a weight that an earlier layer shares.</param>
/// <param name="Remark">How it was rounded, or why it stays float.</param>
public sealed record WeightOnlyLayer(string Node, string OpType, int Bits, long FloatBytes, long Bytes, string Remark);
