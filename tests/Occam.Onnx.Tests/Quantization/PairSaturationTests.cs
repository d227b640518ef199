using Occam.Onnx.Quantization;

namespace Occam.Onnx.Tests.Quantization;

public sealed class PairSaturationTests
{
    [Fact]
    public void Pairs_saturate_in_16_bits_before_they_are_added()
    {
        // 2 * 255 * 127 = 64,770 becomes 32,767; -2 * 255 * 128 becomes -32,768; 255 * 127 - 255 * 127 is 0; the last is alone.
        byte[] activations = [255, 255, 255, 255, 255, 255, 10];
        sbyte[] weights = [127, 127, -128, -128, 127, -127, 3];

        Assert.Equal(32_767 - 32_768 + 0 + 30, PairSaturation.Sum(activations, weights, out var saturated));
        Assert.Equal(2, saturated);
    }

    [Fact]
    public void Pairs_are_the_neighbours_2k_and_2k_plus_1()
    {
        Assert.Equal(255 * 254, PairSaturation.Sum([0, 255, 255, 0], [0, 127, 127, 0], out var saturated));
        Assert.Equal(0, saturated);
        Assert.Throws<ArgumentException>(() => PairSaturation.Sum([1], [1, 2], out _));
    }

    [Fact]
    public void Saturation_is_possible_just_where_some_activations_saturate()
    {
        for (var first = -128; first <= 127; first++)
        {
            for (var second = -128; second <= 127; second++)
            {
                sbyte[] weights = [(sbyte)first, (sbyte)second];
                var found = false;
                foreach (var activations in new byte[][] { [0, 255], [255, 0], [255, 255] })
                {
                    PairSaturation.Sum(activations, weights, out var saturated);
                    found |= saturated > 0;
                }

                Assert.Equal(found, PairSaturation.IsPossible(weights));
            }
        }
    }

    [Fact]
    public void Weights_of_limited_pairs_and_of_7_bits_are_proved_safe()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 200; trial++)
        {
            float[] weight = [.. Enumerable.Range(0, 64).Select(_ => (float)((random.NextDouble() * 2) - 0.5))];
            bool Safe(QuantizationScheme scheme) => !PairSaturation.IsPossible(WeightQuantizer.Quantize(weight, [1, 64], 0, null, 1, scheme, "layer").Integers);

            Assert.True(Safe(QuantizationScheme.Weights));
            Assert.True(Safe(QuantizationScheme.Weights with { Bits = 7, LimitsPairs = false }));
            Assert.False(Safe(QuantizationScheme.Weights with { LimitsPairs = false }), $"trial {trial} has no pair that could saturate");
        }
    }
}
