using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Conformance;

/// <summary>QuantizeLinear and DequantizeLinear in ONNX Runtime, equal to the bit.</summary>
public sealed class LinearQuantizationConformanceTests
{
    [Theory]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Int8)]
    public void Quantized_tensors_equal_ONNX_Runtime(ScalarType type)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var x = (randn(4, 5, 6) * 40).round() * 0.5; // many halves
        var zero = tensor(type == ScalarType.Byte ? 7 : -7).to(type);

        foreach (var opset in new long[] { 10, 13, 19, 21 })
        {
            new ConformanceCase("QuantizeLinear", opset, [x, tensor(1f), zero]).Check(0);
            new ConformanceCase("QuantizeLinear", opset, [x, tensor(0.3f), zero]).Check(0);
        }

        new ConformanceCase("QuantizeLinear", 13, [x, tensor(0.3f)]).Check(0);
        foreach (var axis in new long[] { 0, 1, -1 })
        {
            var size = x.size((int)axis);
            new ConformanceCase("QuantizeLinear", 13, [x, rand(size) + 0.1, randint(0, 20, [size]).to(type)], NodeAttributes.Of(("axis", axis))).Check(0);
        }
    }

    [Theory]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Int32)]
    public void Dequantized_tensors_equal_ONNX_Runtime(ScalarType type)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var x = randint(type == ScalarType.Byte ? 0 : -100, type == ScalarType.Int32 ? 100_000 : 127, [4, 5, 6]).to(type);
        var zero = type == ScalarType.Int32 ? null : tensor(5).to(type);

        foreach (var opset in new long[] { 10, 13, 21 })
        {
            new ConformanceCase("DequantizeLinear", opset, zero is null ? [x, tensor(0.3f)] : [x, tensor(0.3f), zero]).Check(0);
        }

        foreach (var axis in new long[] { 0, 1, -1 })
        {
            var size = x.size((int)axis);
            var zeros = zero is null ? null : randint(0, 20, [size]).to(type);
            new ConformanceCase("DequantizeLinear", 13, zeros is null ? [x, rand(size)] : [x, rand(size), zeros], NodeAttributes.Of(("axis", axis))).Check(0);
        }
    }
}
