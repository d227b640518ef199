using Occam.Graphs.Execution;
using Occam.Graphs.Tests.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Execution;

public sealed class GraphExecutorTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Graph _graph = new("run");
    private readonly Value _input;

    public GraphExecutorTests() => _input = _graph.AddInput("x", new TensorType(ElementType.Float, ["N", 4]));

    public void Dispose()
    {
        _graph.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Run_frees_every_intermediate_at_its_last_use()
    {
        var value = _input;
        for (var i = 0; i < 10; i++)
        {
            value = _graph.AddNode("Relu", [value], [$"r{i}"]).Outputs[0]!;
        }

        _graph.AddOutput(value);
        var executor = new GraphExecutor(_graph);
        var x = randn(2, 4);
        var before = Tensor.TotalCount;
        var most = 0L;

        var outputs = executor.Run([x], observe: (_, _) => most = Math.Max(most, Tensor.TotalCount - before));

        Assert.Equal(2, most); // what is read and what is written
        Assert.Equal(1, Tensor.TotalCount - before);
        TensorAssert.Close(x.relu(), outputs[0]);
    }

    [Fact]
    public void Run_gives_each_output_a_tensor_of_its_own()
    {
        var relu = _graph.AddNode("Relu", [_input], ["y"]).Outputs[0]!;
        _graph.AddOutput(relu);
        _graph.AddOutput(_input);
        _graph.AddOutput(relu);
        var x = randn(2, 4);

        var outputs = new GraphExecutor(_graph).Run([x]);
        outputs[0].Dispose();
        outputs[1].Dispose();

        TensorAssert.Close(x.relu(), outputs[2]);
    }

    [Fact]
    public void Run_with_too_few_inputs_names_them()
    {
        _graph.AddOutput(_graph.AddNode("Relu", [_input], ["y"]).Outputs[0]!);

        var error = Assert.Throws<GraphException>(() => new GraphExecutor(_graph).Run([]));

        Assert.Equal("Graph 'run' takes 1 inputs (x), but 0 are given.", error.Message);
    }

    [Fact]
    public void Unknown_operator_is_refused_by_name()
    {
        _graph.AddOutput(_graph.AddNode("Mystery", [_input], ["y"], name: "odd", domain: "com.example").Outputs[0]!);

        var error = Assert.Throws<GraphException>(() => new GraphExecutor(_graph));

        Assert.StartsWith("Node 'odd': Occam does not know the operator com.example::Mystery", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failing_kernel_names_its_node_and_shapes()
    {
        var weight = _graph.AddConstant("w", new Constant(ones(5, 3)));
        _graph.AddOutput(_graph.AddNode("MatMul", [_input, weight], ["y"], name: "product").Outputs[0]!);

        var error = Assert.Throws<GraphException>(() => new GraphExecutor(_graph).Run([randn(2, 4)]));

        Assert.StartsWith("Node 'product' (MatMul) cannot be computed for inputs Float32[2,4], Float32[5,3]:", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", error.Message, StringComparison.Ordinal);
    }
}
