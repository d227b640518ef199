namespace Occam.Onnx.Quantization;

/// <summary>A weight [N, K] as integers, each run of <see cref="QuantizationScheme.GroupSize"/> inputs of an output with a scale and a zero point: w = scale (integer - zero point).</summary>
public sealed record BlockWeight
{
    /// <summary>Output channels, N.</summary>
    public required int Outputs { get; init; }

    /// <summary>Inputs of an output channel, K.</summary>
    public required int Columns { get; init; }

    /// <summary>The scheme: unsigned, per group.</summary>
    public required QuantizationScheme Scheme { get; init; }

    /// <summary>The integers [N, K], row-major.</summary>
    public required byte[] Integers { get; init; }

    /// <summary>The scales [N, blocks]; negative where the block's largest weight is positive and the scheme symmetric.</summary>
    public required float[] Scales { get; init; }

    /// <summary>The zero points [N, blocks].</summary>
    public required byte[] ZeroPoints { get; init; }

    /// <summary>Blocks of an output channel; the last may be shorter.</summary>
    public int Blocks => (Columns + Scheme.GroupSize - 1) / Scheme.GroupSize;

    /// <summary>The block of an element.</summary>
    /// <param name="index">The position in <see cref="Integers"/>.</param>
    public int BlockOf(int index) => (index / Columns * Blocks) + (index % Columns / Scheme.GroupSize);

    /// <summary>The real numbers that the integers stand for, [N, K].</summary>
    public float[] Dequantize()
    {
        var weight = new float[Integers.Length];
        for (var i = 0; i < weight.Length; i++)
        {
            var block = BlockOf(i);
            weight[i] = Scales[block] * (Integers[i] - ZeroPoints[block]);
        }

        return weight;
    }
}
