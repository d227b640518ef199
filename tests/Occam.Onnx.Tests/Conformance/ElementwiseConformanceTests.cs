using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Conformance;

/// <summary>The elementwise operators, with attributes, broadcasting and the versions that differ, in ONNX Runtime.</summary>
public sealed class ElementwiseConformanceTests
{
    [Theory]
    [InlineData("Neg Abs Floor Ceil Round Sign Exp Erf Sin Cos Tan Atan Sinh Cosh Identity Relu Sigmoid Tanh Softplus Softsign HardSwish", -4, 4)]
    [InlineData("Sqrt Log Reciprocal", 0.1, 4)]
    [InlineData("Asin Acos", -0.95, 0.95)]
    [InlineData("LeakyRelu Elu Selu Celu ThresholdedRelu HardSigmoid", -4, 4)]
    public void Function_equals_ONNX_Runtime(string names, double low, double high)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        foreach (var name in names.Split(' '))
        {
            new ConformanceCase(name, 17, [(rand(3, 5, 7) * (high - low)) + low]).Check();
            new ConformanceCase(name, 14, [tensor(0.5f)]).Check();
        }
    }

    [Theory]
    [InlineData("LeakyRelu", "alpha", 0.3f)]
    [InlineData("Elu", "alpha", 0.7f)]
    [InlineData("Celu", "alpha", 1.7f)]
    [InlineData("Selu", "gamma", 1.2f)]
    [InlineData("Selu", "alpha", 1.2f)]
    [InlineData("ThresholdedRelu", "alpha", 0.4f)]
    [InlineData("HardSigmoid", "alpha", 1 / 6f)]
    [InlineData("HardSigmoid", "beta", 0.3f)]
    public void Activation_with_attribute_equals_ONNX_Runtime(string name, string attribute, float value)
    {
        using var scope = NewDisposeScope();

        new ConformanceCase(name, 16, [randn(4, 6) * 2], NodeAttributes.Of((attribute, value))).Check();
    }

    [Fact]
    public void Mish_and_Gelu_equal_ONNX_Runtime()
    {
        using var scope = NewDisposeScope();
        var x = randn(4, 6) * 2;

        new ConformanceCase("Mish", 18, [x]).Check();
        new ConformanceCase("Gelu", 20, [x]).Check();
        new ConformanceCase("Gelu", 20, [x], NodeAttributes.Of(("approximate", "tanh"))).Check();
    }

    [Theory]
    [InlineData("Add Sub Mul Div Min Max Pow PRelu Greater Less", 8)]
    [InlineData("Add Sub Mul Div Min Max Sum Mean Pow PRelu Equal Greater GreaterOrEqual Less LessOrEqual", 17)]
    public void Binary_operator_with_broadcasting_equals_ONNX_Runtime(string names, long opset)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        foreach (var name in names.Split(' '))
        {
            var a = rand(2, 3, 4, 5) + 0.5;
            a = name is "PRelu" ? a - 1 : a;
            foreach (var shape in new long[][] { [2, 3, 4, 5], [3, 1, 1], [5], [1, 3, 1, 5], [1], [] })
            {
                new ConformanceCase(name, opset, [a, rand(shape) + 0.2]).Check();
            }

            if (name is not "PRelu")
            {
                new ConformanceCase(name, opset, [rand(4, 1) + 0.5, rand(2, 1, 3) + 0.2]).Check();
            }
        }
    }

    [Theory]
    [InlineData("Add Sub Mul Div Min Max Equal Greater Less", ScalarType.Int32)]
    [InlineData("Add Sub Mul Div Min Max Mod Pow Equal Greater Less GreaterOrEqual LessOrEqual", ScalarType.Int64)]
    [InlineData("Add Sub Mul Div Min Max Mod Pow", ScalarType.Float64)]
    public void Operator_of_other_types_equals_ONNX_Runtime(string names, ScalarType type)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var a = randint(-9, 9, [40]).to(type);
        var b = randint(1, 6, [40]).to(type);
        foreach (var name in names.Split(' '))
        {
            var attributes = name is "Mod" && type is ScalarType.Float64 ? NodeAttributes.Of(("fmod", 1L)) : null;
            new ConformanceCase(name, 17, [a, name is "Div" or "Mod" ? b * (randint(0, 2, [40]).to(type) * 2 - 1) : b], attributes).Check();
        }
    }

    [Fact]
    public void Pow_of_mixed_types_equals_ONNX_Runtime()
    {
        using var scope = NewDisposeScope();

        new ConformanceCase("Pow", 13, [randn(3, 4), tensor(2L)]).Check();
        new ConformanceCase("Pow", 13, [tensor(new[] { 1L, 2, 3 }), tensor([0.5f, 1.5f, 2f])]).Check();
        new ConformanceCase("Pow", 13, [rand(3, 4), tensor(0.5f)]).Check();
        new ConformanceCase("Pow", 13, [rand(3, 4) + 1, tensor(-1.5f)]).Check();
    }

    [Fact]
    public void Logic_equals_ONNX_Runtime()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (randn(3, 4).gt(0), randn(4).gt(0));
        foreach (var name in new[] { "And", "Or", "Xor", "Equal" })
        {
            new ConformanceCase(name, 17, [a, b]).Check();
        }

        new ConformanceCase("Not", 17, [a]).Check();
        new ConformanceCase("Where", 17, [a, randn(4), randn(2, 3, 1)]).Check();
        var odd = tensor([float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1f]);
        new ConformanceCase("IsNaN", 17, [odd]).Check();
        new ConformanceCase("IsInf", 17, [odd]).Check();
        new ConformanceCase("IsInf", 17, [odd], NodeAttributes.Of(("detect_negative", 0L))).Check();
    }

    [Fact]
    public void Clip_equals_ONNX_Runtime()
    {
        using var scope = NewDisposeScope();
        var x = randn(4, 6) * 4;

        new ConformanceCase("Clip", 7, [x], NodeAttributes.Of(("min", -1f), ("max", 6f))).Check();
        new ConformanceCase("Clip", 10, [x], NodeAttributes.Of(("max", 1f))).Check();
        new ConformanceCase("Clip", 11, [x, tensor(0f), tensor(6f)]).Check();
        new ConformanceCase("Clip", 13, [x, null, tensor(1f)]).Check();
        new ConformanceCase("Clip", 13, [x, tensor(0f)]).Check();
        new ConformanceCase("Clip", 13, [x, tensor(2f), tensor(1f)]).Check();
        new ConformanceCase("Clip", 12, [x.to(ScalarType.Int64), tensor(-2L), tensor(3L)]).Check();
    }

    [Fact]
    public void Cast_equals_ONNX_Runtime()
    {
        using var scope = NewDisposeScope();
        var x = (randn(40) * 20).abs() + 0.1;
        ScalarType[] types = [ScalarType.Float32, ScalarType.Float64, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int32, ScalarType.Int64, ScalarType.Byte, ScalarType.Int8, ScalarType.Bool];
        foreach (var from in types)
        {
            foreach (var to in types)
            {
                new ConformanceCase("Cast", 13, [x.to(from)], NodeAttributes.Of(("to", (long)Graphs.ElementTypes.ToElementType(to)))).Check();
            }
        }

        new ConformanceCase("Cast", 9, [x.neg()], NodeAttributes.Of(("to", (long)Graphs.ElementType.Int32))).Check();
        new ConformanceCase("CastLike", 15, [x, ones(1, ScalarType.Int64)]).Check();
    }

    [Fact]
    public void Dropout_in_inference_equals_ONNX_Runtime()
    {
        using var scope = NewDisposeScope();

        new ConformanceCase("Dropout", 7, [randn(3, 4)]).Check();
        new ConformanceCase("Dropout", 10, [randn(3, 4)]).Check();
        new ConformanceCase("Dropout", 13, [randn(3, 4), tensor(0.3f)], Outputs: 2).Check();
    }
}
