using Occam.Graphs.Building;
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
    public void Relu_and_sum_write_over_what_nothing_else_reads_and_give_the_same_bits_and_gradients()
    {
        using var graph = Residual();
        var x = randn(2, 3, 5, 5);

        var (fresh, freshGradients) = Train(graph, x, (_, _) => { }); // an observer may keep what it sees, so that nothing is written over
        var (reused, reusedGradients) = Train(graph, x, null);

        Assert.Equal(fresh, reused);
        Assert.Equal(freshGradients, reusedGradients);
    }

    [Fact]
    public void What_two_nodes_read_is_not_written_over()
    {
        var input = _graph.AddInput("a", new TensorType(ElementType.Float, ["N", 4]));
        var sum = _graph.AddNode("Add", [_input, input], ["sum"]).Outputs[0]!;
        _graph.AddOutput(_graph.AddNode("Relu", [sum], ["positive"]).Outputs[0]!);
        _graph.AddOutput(_graph.AddNode("Neg", [sum], ["negative"]).Outputs[0]!);
        var (a, b) = (randn(2, 4), randn(2, 4));

        var outputs = new GraphExecutor(_graph).Run([a, b]);

        TensorAssert.Close((a + b).relu(), outputs[0]);
        TensorAssert.Close(-(a + b), outputs[1]);
    }

    [Fact]
    public void Inputs_outputs_and_what_is_broadcast_are_not_written_over()
    {
        var input = _graph.AddInput("a", new TensorType(ElementType.Float, [1, 4]));
        var narrow = _graph.AddNode("Add", [input, input], ["narrow"]).Outputs[0]!; // [1, 4]: too small for the sum
        var wide = _graph.AddNode("Add", [_input, narrow], ["wide"]).Outputs[0]!;
        _graph.AddOutput(_graph.AddNode("Relu", [wide], ["y"]).Outputs[0]!);
        _graph.AddOutput(wide);
        _graph.AddOutput(_graph.AddNode("Relu", [_input], ["z"]).Outputs[0]!);
        var (x, a) = (randn(2, 4), randn(1, 4));
        var (before, added) = (x.clone(), a.clone());

        var outputs = new GraphExecutor(_graph).Run([x, a]);

        TensorAssert.Close(before, x);
        TensorAssert.Close(added, a);
        TensorAssert.Close((x + a + a).relu(), outputs[0]);
        TensorAssert.Close(x + a + a, outputs[1]);
        TensorAssert.Close(x.relu(), outputs[2]);
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

    private static Graph Residual()
    {
        using var builder = new GraphBuilder("residual", 1);
        var input = builder.Input("x", 3, 5, 5);
        var y = builder.Relu(builder.BatchNorm(builder.Conv(input, "c1", 4, 3, padding: 1), "b1"), "r1");
        var z = builder.BatchNorm(builder.Conv(y, "c2", 4, 3, padding: 1), "b2");
        return builder.Build(("y", builder.Relu(builder.Add(z, y, "sum"), "r2")));
    }

    private static (float[] Output, float[] Gradients) Train(Graph graph, Tensor x, Action<Value, Tensor>? observe)
    {
        using var module = new GraphModule(graph);
        module.train();
        var output = module.Run([x], observe)[0];
        output.square().sum().backward();
        var gradients = module.parameters().SelectMany(parameter => parameter.grad!.data<float>().ToArray()).ToArray();
        foreach (var parameter in module.parameters())
        {
            parameter.grad = null;
        }

        return (output.data<float>().ToArray(), gradients);
    }
}
