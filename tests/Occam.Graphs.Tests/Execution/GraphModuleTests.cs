using Occam.Graphs.Execution;
using Occam.Graphs.Tests.Channels;
using Occam.Graphs.Tests.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Execution;

public sealed class GraphModuleTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Sketch _sketch = new(3, 8, 8);
    private readonly Graph _graph;

    public GraphModuleTests()
    {
        var x = _sketch.Op("Relu", [_sketch.BatchNorm(_sketch.Conv(_sketch.X, 3, 5, name: "conv"), 5)]);
        _graph = _sketch.Returns(_sketch.Linear(_sketch.Op("Flatten", [_sketch.Op("GlobalAveragePool", [x])]), 5, 2, "head"));
    }

    public void Dispose()
    {
        _graph.Dispose();
        _sketch.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Training_step_is_that_of_the_same_network_written_with_modules()
    {
        var conv = nn.Conv2d(3, 5, 3, padding: 1);
        var norm = nn.BatchNorm2d(5);
        var head = nn.Linear(5, 2);
        using (no_grad())
        {
            var norms = _graph.Nodes.Single(node => node.OpType == "BatchNormalization");
            Tensor[] own = [conv.weight!, conv.bias!, norm.weight!, norm.bias!, norm.running_mean!, norm.running_var!, head.weight!, head.bias!];
            Value[] given = [.. _graph.FindNode("conv")!.Inputs.Skip(1).Concat(norms.Inputs.Skip(1)).Concat(_graph.FindNode("head")!.Inputs.Skip(1)).Select(value => value!)];
            foreach (var (to, from) in own.Zip(given))
            {
                to.copy_(from.Constant!.Tensor);
            }
        }

        using var module = new GraphModule(_graph);
        module.train();
        var x = randn(4, 3, 8, 8);
        module.call(x).square().sum().backward();
        head.call(norm.call(conv.call(x)).relu().mean([2, 3])).square().sum().backward();

        var gradients = module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!);
        Assert.Equal(6, gradients.Count);
        TensorAssert.Close(conv.weight!.grad!, gradients[_graph.FindNode("conv")!.Input(1).Name], 1e-4);
        TensorAssert.Close(norm.weight!.grad!, gradients[_graph.Nodes[1].Input(1).Name], 1e-4);
        TensorAssert.Close(head.bias!.grad!, gradients[_graph.FindNode("head")!.Input(2).Name], 1e-4);
        TensorAssert.Close(norm.running_mean!, _graph.Nodes[1].Input(3).Constant!.Tensor);
        TensorAssert.Close(norm.running_var!, _graph.Nodes[1].Input(4).Constant!.Tensor);
    }

    [Fact]
    public void Two_hundred_steps_leave_the_number_of_live_tensors_unchanged()
    {
        using var module = new GraphModule(_graph);
        using var optimizer = optim.SGD(module.parameters(), 0.01, momentum: 0.9);
        module.train();
        var weight = _graph.FindNode("conv")!.Input(1);
        var start = weight.Constant!.Tensor.detach().clone();
        Step();
        var before = Live();

        for (var i = 0; i < 200; i++)
        {
            Step();
        }

        Assert.Equal(before, Live());
        Assert.True((weight.Constant!.Tensor - start).abs().max().item<float>() > 0, "the graph holds the trained weights");

        // What is only waiting to be collected is no leak.
        static long Live()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return Tensor.TotalCount;
        }

        void Step()
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            module.call(randn(2, 3, 8, 8)).square().mean().backward();
            optimizer.step();
        }
    }

    [Fact]
    public void Inference_leaves_running_statistics_alone()
    {
        using var module = new GraphModule(_graph);
        module.eval();
        var before = _graph.Nodes[1].Input(3).Constant!.Tensor.clone();

        module.call(randn(4, 3, 8, 8));

        TensorAssert.Close(before, _graph.Nodes[1].Input(3).Constant!.Tensor, 0);
    }
}
