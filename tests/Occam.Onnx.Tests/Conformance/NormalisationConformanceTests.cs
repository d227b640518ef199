using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Conformance;

/// <summary>Softmax and the normalisations in ONNX Runtime.</summary>
public sealed class NormalisationConformanceTests
{
    [Theory]
    [InlineData("Softmax")]
    [InlineData("LogSoftmax")]
    [InlineData("Hardmax")]
    public void Softmax_equals_ONNX_Runtime(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        foreach (var opset in new long[] { 7, 11, 13 })
        {
            new ConformanceCase(name, opset, [randn(2, 3, 4)]).Check();
            foreach (var axis in opset == 7 ? new long[] { 0, 1, 2 } : [0, 1, 2, -1, -2])
            {
                new ConformanceCase(name, opset, [randn(2, 3, 4)], NodeAttributes.Of(("axis", axis))).Check();
            }
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void LayerNormalization_equals_ONNX_Runtime(long axis)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        long[] shape = axis == 1 ? [3, 8] : [8];
        var attributes = NodeAttributes.Of(("axis", axis), ("epsilon", 1e-3f));

        new ConformanceCase("LayerNormalization", 17, [randn(2, 3, 8), rand(shape), randn(shape)], attributes).Check();
        new ConformanceCase("LayerNormalization", 17, [randn(2, 3, 8), rand(shape)], attributes, Outputs: 3).Check();
    }

    [Fact]
    public void Instance_and_group_normalization_equal_ONNX_Runtime()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);

        new ConformanceCase("InstanceNormalization", 17, [randn(2, 6, 5, 4), rand(6), randn(6)]).Check();
        new ConformanceCase("InstanceNormalization", 7, [randn(2, 6, 5), rand(6), randn(6)], NodeAttributes.Of(("epsilon", 0.1f))).Check();
        new ConformanceCase("GroupNormalization", 18, [randn(2, 6, 5, 4), rand(3), randn(3)], NodeAttributes.Of(("num_groups", 3L))).Check();
        new ConformanceCase("GroupNormalization", 21, [randn(2, 6, 5, 4), rand(6), randn(6)], NodeAttributes.Of(("num_groups", 3L))).Check();
    }

    [Fact]
    public void Norms_equal_ONNX_Runtime()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);

        foreach (var p in new long[] { 1, 2 })
        {
            new ConformanceCase("LpNormalization", 17, [randn(3, 4, 5)], NodeAttributes.Of(("p", p), ("axis", p - 1))).Check();
        }

        new ConformanceCase("LpNormalization", 17, [zeros(2, 3)]).Check();
        new ConformanceCase("MeanVarianceNormalization", 13, [randn(2, 3, 4, 5)]).Check();
        new ConformanceCase("MeanVarianceNormalization", 9, [randn(2, 3, 4, 5)], NodeAttributes.Of(("axes", new long[] { 0, 1, 2, 3 }))).Check();
        foreach (var size in new long[] { 1, 3, 5 })
        {
            new ConformanceCase("LRN", 13, [randn(2, 7, 3, 3)], NodeAttributes.Of(("size", size), ("alpha", 0.5f), ("beta", 0.6f), ("bias", 1.5f))).Check();
        }
    }
}
