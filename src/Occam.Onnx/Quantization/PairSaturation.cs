namespace Occam.Onnx.Quantization;

/// <summary>
/// The sums of x86 processors without 8-bit dot products (AVX2, AVX-512 without VNNI): <c>vpmaddubsw</c> multiplies unsigned activations with signed weights and adds neighbouring products, 2k and 2k + 1, in
/// 16 bits, where they saturate; pairs are then added in 32 bits. Plain C#, for saying on any machine what such a processor would compute.
/// </summary>
public static class PairSaturation
{
    private const int LargestActivation = byte.MaxValue;

    /// <summary>The sum that such a processor gets.</summary>
    /// <param name="activations">Unsigned integers, in the kernel's order: the channels of one position of the window, then the next.</param>
    /// <param name="weights">Signed integers, as many, in the same order.</param>
    /// <param name="saturated">How many pairs saturated; 0 where the sum is the exact one.</param>
    public static int Sum(ReadOnlySpan<byte> activations, ReadOnlySpan<sbyte> weights, out int saturated)
    {
        if (activations.Length != weights.Length)
        {
            throw new ArgumentException($"{activations.Length} activations meet {weights.Length} weights; there have to be as many of both.", nameof(weights));
        }

        (var sum, saturated) = (0, 0);
        for (var k = 0; k < weights.Length; k += 2)
        {
            var pair = (activations[k] * weights[k]) + (k + 1 < weights.Length ? activations[k + 1] * weights[k + 1] : 0);
            var kept = Math.Clamp(pair, short.MinValue, short.MaxValue);
            saturated += kept == pair ? 0 : 1;
            sum += kept;
        }

        return sum;
    }

    /// <summary>Whether any activations could make a pair of these weights saturate: a pair of one sign is worst with both activations at 255, one of both signs with the other at 0.</summary>
    /// <param name="weights">The weights of an output, in the kernel's order.</param>
    public static bool IsPossible(ReadOnlySpan<sbyte> weights)
    {
        for (var k = 0; k + 1 < weights.Length; k += 2)
        {
            var (first, second) = (weights[k], weights[k + 1]);
            if (LargestActivation * (Math.Max(first, (sbyte)0) + Math.Max(second, (sbyte)0)) > short.MaxValue || LargestActivation * (Math.Min(first, (sbyte)0) + Math.Min(second, (sbyte)0)) < short.MinValue)
            {
                return true;
            }
        }

        return false;
    }
}
