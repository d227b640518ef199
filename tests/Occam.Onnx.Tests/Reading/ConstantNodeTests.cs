using Google.Protobuf;
using Occam.Onnx.Protos;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;
using AttributeType = Occam.Onnx.Protos.AttributeProto.Types.AttributeType;

namespace Occam.Onnx.Tests.Reading;

public sealed class ConstantNodeTests
{
    [Fact]
    public void Read_tensor_value_becomes_a_constant() =>
        Holds(new AttributeProto { Name = "value", Type = AttributeType.Tensor, T = Models.Weights("ignored", [2], 1.5f, -2) }, "f32[2]", 1.5, -2);

    [Fact]
    public void Read_float_value_becomes_a_scalar() => Holds(new AttributeProto { Name = "value_float", Type = AttributeType.Float, F = 1.5f }, "f32[]", 1.5);

    [Fact]
    public void Read_float_values_become_a_vector() =>
        Holds(new AttributeProto { Name = "value_floats", Type = AttributeType.Floats, Floats = { 1.5f, -2 } }, "f32[2]", 1.5, -2);

    [Fact]
    public void Read_integer_value_becomes_a_scalar() => Holds(new AttributeProto { Name = "value_int", Type = AttributeType.Int, I = -7 }, "i64[]", -7);

    [Fact]
    public void Read_integer_values_become_a_vector() =>
        Holds(new AttributeProto { Name = "value_ints", Type = AttributeType.Ints, Ints = { 1L << 40, -7 } }, "i64[2]", 1L << 40, -7);

    [Fact]
    public void Read_no_integer_values_become_an_empty_vector() => Holds(new AttributeProto { Name = "value_ints", Type = AttributeType.Ints }, "i64[0]");

    [Theory]
    [InlineData("value_string", new[] { "cat" }, 0)]
    [InlineData("value_strings", new[] { "cat", "", "dog" }, 1)]
    public void Read_texts_are_written_back(string name, string[] texts, int rank)
    {
        var attribute = new AttributeProto { Name = name };
        if (rank == 0)
        {
            (attribute.Type, attribute.S) = (AttributeType.String, ByteString.CopyFromUtf8(texts[0]));
        }
        else
        {
            attribute.Type = AttributeType.Strings;
            attribute.Strings.AddRange(texts.Select(ByteString.CopyFromUtf8));
        }

        var written = Models.RoundTrip(Model(attribute)).Graph.Initializer.Single(tensor => string.Equals(tensor.Name, "c", StringComparison.Ordinal));

        Assert.Equal(8, written.DataType);
        Assert.Equal(rank, written.Dims.Count);
        Assert.Equal(texts, written.StringData.Select(text => text.ToStringUtf8()));
    }

    [Fact]
    public void Read_sparse_value_stays_a_node()
    {
        var sparse = new AttributeProto { Name = "sparse_value", Type = AttributeType.SparseTensor, SparseTensor = Sparse("s") };
        var model = Model(sparse);

        Assert.Equal(model.Graph.Node[0], Models.RoundTrip(model).Graph.Node[0]);
    }

    [Fact]
    public void Read_sparse_initializer_computes_the_same()
    {
        using var scope = NewDisposeScope();
        var model = Models.Model(Models.Graph(Models.Node("MatMul", ["x", "w"], ["y"])));
        model.Graph.SparseInitializer.Add(Sparse("w"));
        using var graph = Models.Read(model);

        using var session = new OnnxSession(graph);

        // w is 3x3 with 5 at [0, 1] and 7 at [2, 2].
        var y = session.Run([tensor(new[] { 1f, 2f, 3f }).reshape(1, 3)])[0];
        Assert.Equal([0f, 5f, 21f], y.data<float>().ToArray());
    }

    private static SparseTensorProto Sparse(string name) => new()
    {
        Dims = { 3, 3 },
        Values = Models.Weights(name, [2], 5, 7),
        Indices = new TensorProto { Name = $"{name}_at", DataType = 7, Dims = { 2 }, Int64Data = { 1, 8 } },
    };

    private static ModelProto Model(AttributeProto value)
    {
        var model = Models.Model(Models.Graph(Models.Node("Constant", [], ["c"], value), Models.Node("Relu", ["x"], ["y"])));
        return model;
    }

    private static void Holds(AttributeProto value, string type, params double[] numbers)
    {
        using var scope = NewDisposeScope();
        using var graph = Models.Read(Model(value));

        var constant = graph.Find("c")!;
        Assert.Equal(type, constant.Type!.ToString());
        Assert.Equal(numbers, constant.Constant!.Tensor.to(ScalarType.Float64).data<double>().ToArray());
        Assert.DoesNotContain(graph.Nodes, node => string.Equals(node.OpType, "Constant", StringComparison.Ordinal));
    }
}
