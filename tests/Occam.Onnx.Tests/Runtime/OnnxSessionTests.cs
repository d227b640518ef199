using Google.Protobuf;
using Occam.Onnx.Protos;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Runtime;

public sealed class OnnxSessionTests
{
    [Theory]
    [InlineData(1, ScalarType.Float32)]
    [InlineData(2, ScalarType.Byte)]
    [InlineData(3, ScalarType.Int8)]
    [InlineData(6, ScalarType.Int32)]
    [InlineData(7, ScalarType.Int64)]
    [InlineData(9, ScalarType.Bool)]
    [InlineData(10, ScalarType.Float16)]
    [InlineData(11, ScalarType.Float64)]
    public void Run_identity_returns_the_input_in_its_type(int type, ScalarType scalar)
    {
        using var scope = NewDisposeScope();
        using var session = new OnnxSession(Identity(type).ToByteArray());
        var x = tensor(new[] { 0, 1, 1, 0, 1, 1 }).reshape(2, 3).to(scalar).t();

        var y = session.Run([x])[0];

        Assert.Equal(scalar, y.dtype);
        Assert.Equal([3L, 2L], y.shape);
        Assert.True(y.equal(x).all().item<bool>());
    }

    [Fact]
    public void Run_with_wrong_type_fails_with_the_input_name()
    {
        using var scope = NewDisposeScope();
        using var session = new OnnxSession(Models.AddRelu().ToByteArray());

        var e = Assert.Throws<OnnxException>(() => session.Run([zeros(1, 3, dtype: ScalarType.Int64)]));

        Assert.Contains("input 'x' takes f32, but i64", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_with_wrong_number_of_inputs_fails()
    {
        using var session = new OnnxSession(Models.AddRelu().ToByteArray());

        Assert.Throws<OnnxException>(() => session.Run([]));
    }

    [Fact]
    public void Run_with_wrong_shape_fails_as_one_error()
    {
        using var scope = NewDisposeScope();
        using var session = new OnnxSession(Models.AddRelu().ToByteArray());

        Assert.Throws<OnnxException>(() => session.Run([zeros(1, 4)]));
    }

    [Fact]
    public void Load_of_what_is_no_model_fails_as_one_error()
    {
        Assert.Throws<OnnxException>(() => new OnnxSession("no/such.onnx"));
        Assert.Throws<OnnxException>(() => new OnnxSession([1, 2, 3]));
    }

    [Fact]
    public void Run_of_graph_whose_output_has_no_declared_type_works()
    {
        using var scope = NewDisposeScope();
        using var graph = Models.Read(Models.AddRelu());
        graph.SetType(graph.Outputs[0], null);
        using var session = new OnnxSession(graph);

        Assert.Equal([1f, 0f, 3f], session.Run([zeros(1, 3)])[0].data<float>().ToArray());
    }

    [Fact]
    public void Ports_tell_names_types_and_sizes()
    {
        using var session = new OnnxSession(Models.AddRelu().ToByteArray());

        Assert.Equal("x", session.Inputs[0].Name);
        Assert.Equal(Graphs.ElementType.Float, session.Inputs[0].ElementType);
        Assert.Equal([-1L, 3L], session.Inputs[0].Dimensions);
        Assert.Equal("y", Assert.Single(session.Outputs).Name);
    }

    private static ModelProto Identity(int type)
    {
        var model = Models.Model(Models.Graph(Models.Node("Identity", ["x"], ["y"])));
        model.Graph.Input[0].Type.TensorType = new TypeProto.Types.Tensor { ElemType = type };
        model.Graph.Output[0].Type.TensorType.ElemType = type;
        return model;
    }
}
