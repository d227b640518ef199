using Occam.Onnx.Quantization;

namespace Occam.Models.Quantizers.WeightOnly;

/// <summary>How weights alone are quantized; activations stay float32.</summary>
public sealed record WeightOnlyOptions
{
    /// <summary>Whose kernels will compute; it has to have some for weights alone. Default ONNX Runtime on the CPU.</summary>
    public IntegerBackend Backend { get; init; } = IntegerBackend.OnnxRuntimeCpu;

    /// <summary>Bits of a weight: 8, 4, 3 or 2. ONNX Runtime has no products of 3 bits: they are stored in 4. Default 4.</summary>
    public int Bits { get; init; } = 4;

    /// <summary>How many inputs of an output channel share a scale: a power of two from 16 to 256. Default 32.</summary>
    public int BlockSize { get; init; } = 32;

    /// <summary>Whether the middle of the integers stands for 0; else each block has a zero point, which follows skewed weights and takes half a byte more. Default true.</summary>
    public bool IsSymmetric { get; init; } = true;

    /// <summary>Bits of single layers by node name, 8, 4, 3 or 2; 32 leaves a layer float. Default none.</summary>
    public IReadOnlyDictionary<string, int> LayerBits { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Names of nodes, or of operators, that stay float. Default none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Calibration batches that GPTQ keeps in memory, at least 1. Default 8.</summary>
    public int ReconstructionBatches { get; init; } = 8;

    /// <summary>Lists what is out of range.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Bits is 8 or 4 or 3 or 2, $"weights have 8, 4, 3 or 2 bits, but {Bits} are given"),
            (Backend.WeightOnly is not null, $"{Backend.Name} has no products of float activations and weights of few bits"),
            (Backend.WeightOnly?.Takes(BlockSize) ?? true, $"a block has a power of two of inputs, from {Backend.WeightOnly?.SmallestBlock} to {Backend.WeightOnly?.LargestBlock}, but {BlockSize} are given"),
            (ReconstructionBatches >= 1, $"reconstruction needs at least 1 batch, but {ReconstructionBatches} are given"),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem)
            .Concat(LayerBits.Where(pair => pair.Value is not (8 or 4 or 3 or 2 or FloatBits)).Select(pair => $"layer '{pair.Key}' has 8, 4, 3 or 2 bits, or {FloatBits}, but {pair.Value} are given"));
    }

    /// <summary>The bits of a layer that stays float.</summary>
    internal const int FloatBits = 32;

    /// <summary>The scheme of a layer's weight; null where the layer stays float.</summary>
    /// <param name="layer">The node's name.</param>
    internal QuantizationScheme? SchemeOf(string layer) => LayerBits.GetValueOrDefault(layer, Bits) is var bits && bits == FloatBits
        ? null
        : new(bits, IsSigned: false, IsSymmetric, Granularity.PerGroup) { GroupSize = BlockSize };
}
