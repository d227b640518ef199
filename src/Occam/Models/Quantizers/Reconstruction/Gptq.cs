using System.Runtime.InteropServices;
using Occam.Onnx.Quantization;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Reconstruction;

/// <summary>
/// Rounds the weights of an output channel one after the other and lets the later ones make good the error of the earlier (Frantar et al.,
/// "GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers", ICLR 2023): H = X X^T over what the layer reads
/// (patches for convolutions), damped by 1 % of its mean diagonal; with U the upper Cholesky factor of its inverse, the error e = (w - q) / U_jj
/// is taken from the weights k behind j as e U_jk. Rows do not depend on each other, so blocks are not needed. Where pairs are limited, the second of a pair is rounded within what the first leaves it, and those
/// behind make good that error as well.
/// </summary>
internal sealed class Gptq : IWeightRounding
{
    private static readonly Scalar One = 1;
    private const double Damping = 0.01;
    private const int LargestPair = 128;

    /// <inheritdoc/>
    public Tensor? Round(LayerSample sample)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        if (PatchMatrix.Of(sample) is not { } patches)
        {
            return null;
        }

        var (rows, columns) = (patches.Rows(sample.Weight), patches.Columns);
        var weight = Floats(rows);
        var scales = Floats(patches.Rows(sample.Scales.expand(sample.Weight.shape)));
        var zeroPoints = sample.ZeroPoints is null ? [] : Floats(patches.Rows(sample.ZeroPoints.expand(sample.Weight.shape)));
        var partners = sample.LimitsPairs ? Partners(columns, sample.Layer.OpType == "Conv" ? (int)sample.Weight.shape.Skip(2).Aggregate(1L, (product, size) => product * size) : 1) : [];
        var integers = new float[weight.Length];
        var perGroup = weight.Length / columns / patches.Hessians.Count;
        for (var group = 0; group < patches.Hessians.Count; group++)
        {
            var factor = Factor(patches.Hessians[group], columns, sample.Layer.Name);
            Parallel.For(group * perGroup, (group + 1) * perGroup, row =>
                RoundRow(
                    weight.AsSpan(row * columns, columns),
                    scales.AsSpan(row * columns, columns),
                    zeroPoints.Length == 0 ? [] : zeroPoints.AsSpan(row * columns, columns),
                    integers.AsSpan(row * columns, columns),
                    factor,
                    sample.Bounds,
                    partners));
        }

        return patches.Layout(from_array(integers).reshape(rows.shape), sample.Weight.shape).MoveToOuterDisposeScope();
    }

    /// <summary>The upper Cholesky factor of the inverse of a damped Hessian [K, K], row-major.</summary>
    internal static float[] Factor(Tensor hessian, int columns, string layer)
    {
        using var scope = NewDisposeScope();
        var mean = hessian.diagonal().mean().item<double>();
        using var damping = (mean > 0 ? Damping * mean : 1).ToScalar();
        try
        {
            var damped = hessian.add(eye(columns, dtype: ScalarType.Float64).mul(damping), One);
            return Floats(linalg.cholesky(linalg.inv(damped)).transpose(0, 1).to(ScalarType.Float32));
        }
        catch (ExternalException e)
        {
            throw new QuantizationException($"Layer '{layer}': its calibration data give no matrix that GPTQ can invert ({e.Message.Split('\n')[0]}); use other data or method adaround.", e);
        }
    }

    /// <summary>
    /// For each column the one that x86 processors without 8-bit dot products multiply with it, -1 for none: neighbours 2k and 2k + 1 in the kernels' order, which has the channels of one position, then the next.
    /// </summary>
    /// <param name="columns">Columns of an output channel, position by position of each input channel.</param>
    /// <param name="positions">Positions of the kernel.</param>
    internal static int[] Partners(int columns, int positions)
    {
        var (inputs, partners) = (columns / positions, new int[columns]);
        for (var place = 0; place < columns; place++)
        {
            var other = place ^ 1;
            partners[Column(place)] = other < columns ? Column(other) : -1;
        }

        return partners;

        int Column(int place) => (place % inputs * positions) + (place / inputs);
    }

    /// <summary>Rounds one output channel; the weights are changed on the way. No zero points are zeros; no partners limit no pairs.</summary>
    internal static void RoundRow(Span<float> weight, ReadOnlySpan<float> scales, ReadOnlySpan<float> zeroPoints, Span<float> integers, ReadOnlySpan<float> factor, (int Lowest, int Highest) bounds, int[]? partners = null)
    {
        var count = weight.Length;
        for (var j = 0; j < count; j++)
        {
            var zeroPoint = zeroPoints.IsEmpty ? 0 : zeroPoints[j];
            var other = partners is { Length: > 0 } && partners[j] >= 0 && partners[j] < j ? (int)integers[partners[j]] : 0;
            var (low, high) = partners is { Length: > 0 }
                ? (Math.Max(bounds.Lowest, -LargestPair - Math.Min(other, 0)), Math.Min(bounds.Highest, LargestPair - Math.Max(other, 0)))
                : bounds;
            integers[j] = Math.Clamp(MathF.Round(weight[j] / scales[j], MidpointRounding.ToEven) + zeroPoint, low, high);
            var line = factor.Slice(j * count, count);
            var error = (weight[j] - ((integers[j] - zeroPoint) * scales[j])) / line[j];
            for (var k = j + 1; k < count; k++)
            {
                weight[k] -= error * line[k];
            }
        }
    }

    private static float[] Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.contiguous().bytes).ToArray();
}
