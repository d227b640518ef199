using Occam.Models.Quantizers.WeightOnly;

namespace Occam.Apis;

/// <summary>What <see cref="QuantizeWeights"/> reached.</summary>
/// <param name="Model">The written file.</param>
/// <param name="BytesBefore">The float file's size.</param>
/// <param name="Bytes">The written file's size.</param>
/// <param name="Layers">Every product and convolution.</param>
/// <param name="ComparedOn">What the outputs were compared on, in words.</param>
/// <param name="Agreement">How near each output is to the float network's, both in ONNX Runtime.</param>
public sealed record QuantizeWeightsResult(string Model, long BytesBefore, long Bytes, IReadOnlyList<WeightOnlyLayer> Layers, string ComparedOn, IReadOnlyList<OutputAgreement> Agreement);
