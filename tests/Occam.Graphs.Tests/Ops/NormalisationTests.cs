using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

/// <summary>The normalisations against their formulas in plain tensor arithmetic.</summary>
public sealed class NormalisationTests
{
    private static Tensor Input(params long[] shape)
    {
        random.manual_seed(7);
        return randn(shape, ScalarType.Float64);
    }

    private static Tensor Standard(Tensor x, params long[] axes) =>
        (x - x.mean(axes, true)) / ((x - x.mean(axes, true)).square().mean(axes, true) + 1e-5f).sqrt();

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void LayerNormalization_is_the_formula(long axis)
    {
        using var scope = NewDisposeScope();
        var x = Input(2, 3, 4);
        long[] axes = axis == 1 ? [1, 2] : [2];
        var scale = randn(x.shape[^axes.Length..], ScalarType.Float64);
        var bias = randn(x.shape[^axes.Length..], ScalarType.Float64);

        var plain = SingleNode.Run("LayerNormalization", [x, scale, bias], new() { ["axis"] = new IntAttribute(axis) })[0];
        var withStatistics = SingleNode.Run("LayerNormalization", [x, scale], new() { ["axis"] = new IntAttribute(axis) }, outputs: 3);

        TensorAssert.Close((Standard(x, axes) * scale) + bias, plain, 1e-9);
        TensorAssert.Close(Standard(x, axes) * scale, withStatistics[0], 1e-9);
        TensorAssert.Close(x.mean(axes, true), withStatistics[1], 1e-9);
        TensorAssert.Close(1 / (x.var(axes, unbiased: false, keepdim: true) + 1e-5f).sqrt(), withStatistics[2], 1e-9);
    }

    [Fact]
    public void LayerNormalization_with_one_scale_broadcasts_it()
    {
        using var scope = NewDisposeScope();
        var x = Input(2, 3, 4);

        var y = SingleNode.Run("LayerNormalization", [x, tensor([2.0]), tensor([1.0])])[0];

        TensorAssert.Close((Standard(x, 2) * 2) + 1, y, 1e-9);
    }

    [Fact]
    public void LayerNormalization_of_halves_computes_wide()
    {
        using var scope = NewDisposeScope();
        var x = (Input(2, 64) * 100).to(ScalarType.Float16);

        var y = SingleNode.Run("LayerNormalization", [x, ones(64, ScalarType.Float16)], outputs: 3);

        Assert.Equal([ScalarType.Float16, ScalarType.Float32, ScalarType.Float32], y.Select(tensor => tensor.dtype));
        TensorAssert.Close(Standard(x.to(ScalarType.Float64), 1), y[0].to(ScalarType.Float64), 1e-3);
    }

    [Theory]
    [InlineData(new long[] { 2, 3, 5 })]
    [InlineData(new long[] { 2, 3, 4, 5 })]
    public void InstanceNormalization_is_the_formula(long[] shape)
    {
        using var scope = NewDisposeScope();
        var x = Input(shape);
        var (scale, bias) = (randn(3, ScalarType.Float64), randn(3, ScalarType.Float64));
        long[] channels = [3, .. Enumerable.Repeat(1L, shape.Length - 2)];
        long[] spatial = [.. Enumerable.Range(2, shape.Length - 2).Select(axis => (long)axis)];

        var y = SingleNode.Run("InstanceNormalization", [x, scale, bias])[0];

        TensorAssert.Close((Standard(x, spatial) * scale.reshape(channels)) + bias.reshape(channels), y, 1e-9);
    }

    [Theory]
    [InlineData(18)]
    [InlineData(21)]
    public void GroupNormalization_takes_one_scale_a_group_and_from_21_one_a_channel(long opset)
    {
        using var scope = NewDisposeScope();
        var x = Input(2, 6, 4, 3);
        var (scale, bias) = opset == 18
            ? (tensor([2.0, 3.0]), tensor([0.5, -0.5]))
            : (tensor([1.0, 2, 3, 4, 5, 6]), tensor([0.0, 1, 0, 1, 0, 1]));
        var spread = opset == 18 ? tensor([2.0, 2, 2, 3, 3, 3]) : scale;
        var shift = opset == 18 ? tensor([0.5, 0.5, 0.5, -0.5, -0.5, -0.5]) : bias;

        var y = SingleNode.Run("GroupNormalization", [x, scale, bias], new() { ["num_groups"] = new IntAttribute(2) }, opset)[0];

        var normalised = Standard(x.reshape(2, 2, 36), 2).reshape(x.shape);
        TensorAssert.Close((normalised * spread.reshape(6, 1, 1)) + shift.reshape(6, 1, 1), y, 1e-9);
    }

    [Fact]
    public void LpNormalization_divides_by_the_norm_and_leaves_zeros()
    {
        using var scope = NewDisposeScope();
        var x = tensor([3.0, -4, 0, 0], [2, 2]);

        var two = SingleNode.Run("LpNormalization", [x])[0];
        var one = SingleNode.Run("LpNormalization", [x], new() { ["p"] = new IntAttribute(1), ["axis"] = new IntAttribute(1) })[0];
        var columns = SingleNode.Run("LpNormalization", [x], new() { ["axis"] = new IntAttribute(0) })[0];

        TensorAssert.Close(tensor([0.6, -0.8, 0, 0], [2, 2]), two, 1e-12);
        TensorAssert.Close(tensor([3 / 7.0, -4 / 7.0, 0, 0], [2, 2]), one, 1e-12);
        TensorAssert.Close(tensor([1.0, -1, 0, 0], [2, 2]), columns, 1e-12);
    }

    [Fact]
    public void MeanVarianceNormalization_is_over_all_but_channels_by_default()
    {
        using var scope = NewDisposeScope();
        var x = Input(2, 3, 4, 5);

        var y = SingleNode.Run("MeanVarianceNormalization", [x])[0];
        var rows = SingleNode.Run("MeanVarianceNormalization", [x], new() { ["axes"] = new IntsAttribute([3]) })[0];

        var deviation = x.var([0, 2, 3], unbiased: false, keepdim: true).sqrt();
        TensorAssert.Close((x - x.mean([0, 2, 3], true)) / deviation, y, 1e-7);
        TensorAssert.Close((x - x.mean([3], true)) / x.var([3], unbiased: false, keepdim: true).sqrt(), rows, 1e-7);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public void LRN_is_the_loop_over_neighbours(int size)
    {
        using var scope = NewDisposeScope();
        const int Channels = 5;
        var x = Input(1, Channels, 2, 1);
        var expected = zeros_like(x);
        for (var c = 0; c < Channels; c++)
        {
            var (first, last) = (Math.Max(0, c - ((size - 1) / 2)), Math.Min(Channels - 1, c + (size / 2)));
            var squares = x.narrow(1, first, last - first + 1).square().sum([1], true);
            expected.narrow(1, c, 1).copy_(x.narrow(1, c, 1) / (2 + (0.5 / size * squares)).pow(0.75));
        }

        var y = SingleNode.Run(
            "LRN",
            [x],
            new() { ["size"] = new IntAttribute(size), ["alpha"] = new FloatAttribute(0.5f), ["bias"] = new FloatAttribute(2) })[0];

        TensorAssert.Close(expected, y, 1e-9);
    }
}
