using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Occam.Onnx.Protos;
using Occam.Onnx.Runtime;

namespace Occam.Onnx.Tests.Runtime;

public sealed class OptimizedModelTests
{
    [Fact]
    public void Of_quantized_product_finds_the_integer_kernel()
    {
        using var graph = Models.Read(QuantizedMatMul());

        using var optimized = OptimizedModel.Of(graph);

        Assert.Equal("QLinearMatMul", Assert.Single(optimized.IntegerNodes).OpType);
        Assert.Equal(1, optimized.OperatorCounts["QuantizeLinear"]);
        Assert.DoesNotContain("MatMul", optimized.OperatorCounts.Keys);
    }

    [Fact]
    public void Of_float_product_finds_none()
    {
        var model = Models.Model(Models.Graph(Models.Node("MatMul", ["x", "w"], ["y"])));
        model.Graph.Initializer.Add(Models.Weights("w", [3, 3], 1, 2, 3, 4, 5, 6, 7, 8, 9));
        using var graph = Models.Read(model);

        using var optimized = OptimizedModel.Of(graph);

        Assert.Empty(optimized.IntegerNodes);
        Assert.Equal(1, optimized.OperatorCounts["MatMul"]);
    }

    [Fact]
    public void Of_at_level_none_is_the_model_itself()
    {
        using var graph = Models.Read(QuantizedMatMul());

        using var optimized = OptimizedModel.Of(graph, GraphOptimizationLevel.ORT_DISABLE_ALL);

        Assert.Equal(2, optimized.OperatorCounts["QuantizeLinear"]);
        Assert.Empty(optimized.IntegerNodes);
    }

    // x and w are quantized, multiplied, and the product is quantized too: what ONNX Runtime turns into QLinearMatMul.
    private static ModelProto QuantizedMatMul()
    {
        var model = Models.Model(Models.Graph(
            Models.Node("QuantizeLinear", ["x", "scale", "zero"], ["xq"]),
            Models.Node("DequantizeLinear", ["xq", "scale", "zero"], ["xd"]),
            Models.Node("DequantizeLinear", ["w", "scale", "zero_w"], ["wd"]),
            Models.Node("MatMul", ["xd", "wd"], ["m"]),
            Models.Node("QuantizeLinear", ["m", "scale", "zero"], ["mq"]),
            Models.Node("DequantizeLinear", ["mq", "scale", "zero"], ["y"])));
        model.Graph.Initializer.Add(Models.Weights("scale", [], 0.1f));
        model.Graph.Initializer.Add(new TensorProto { Name = "zero", DataType = 2, RawData = ByteString.CopyFrom(0) });
        model.Graph.Initializer.Add(new TensorProto { Name = "zero_w", DataType = 3, RawData = ByteString.CopyFrom(0) });
        model.Graph.Initializer.Add(new TensorProto { Name = "w", DataType = 3, Dims = { 3, 3 }, RawData = ByteString.CopyFrom(1, 2, 3, 4, 5, 6, 7, 8, 9) });
        return model;
    }
}
