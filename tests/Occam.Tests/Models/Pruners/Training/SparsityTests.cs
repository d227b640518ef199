using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Core.Training.Optimizers;
using Occam.Graphs;
using Occam.Graphs.Building;
using Occam.Graphs.Execution;
using Occam.Models.Pruners.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Pruners.Training;

public sealed class SparsityTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Graph _graph = Network();

    public void Dispose()
    {
        _graph.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Gradient_of_the_group_lasso_is_the_closed_form()
    {
        using var module = new GraphModule(_graph);
        using var component = new GroupLasso(new() { Weight = 0.3 });
        component.Attach(module);

        var loss = Assert.Single(component.Losses(Pass(), At(0)));
        loss.Value.backward();

        // Channel c of a: row c of a.weight (27 numbers) and column c of b.weight (6 x 9); d/dw of 0.3 sqrt(p) |w| is 0.3 sqrt(p) w / |w|.
        var (a, b) = (Weight("a.weight"), Weight("b.weight"));
        var p = Math.Sqrt(27 + 54);
        var norms = a.square().sum([1, 2, 3]).add(b.square().sum([0, 2, 3])).sqrt();
        var ofB = b.square().sum([1, 2, 3]).add(Weight("head.weight").square().sum([0L])).sqrt(); // channel o of b: row o of b.weight, column o of the head
        var expectedA = a.mul(0.3 * p).div(norms.reshape(4, 1, 1, 1));
        var expectedB = b.mul(0.3 * p).div(norms.reshape(1, 4, 1, 1)).add(b.mul(0.3 * Math.Sqrt(36 + 5)).div(ofB.reshape(6, 1, 1, 1)));
        Assert.True(Gradient(module, "a.weight").allclose(expectedA, 1e-4, 1e-6));
        Assert.True(Gradient(module, "b.weight").allclose(expectedB, 1e-4, 1e-6));
        Assert.Equal(0.3 * ((p * norms.sum().item<float>()) + (Math.Sqrt(41) * ofB.sum().item<float>())), loss.Value.item<float>(), 1e-3);
    }

    [Fact]
    public void Gradient_of_scale_sparsity_is_the_sign()
    {
        using var module = new GraphModule(_graph);
        using var component = new ScaleSparsity(new() { Weight = 0.2 });
        component.Attach(module);

        Assert.Single(component.Losses(Pass(), At(0))).Value.backward();

        Assert.True(Gradient(module, "a.norm.weight").allclose(Weight("a.norm.weight").sign().mul(0.2)));
        Assert.All(module.named_parameters().Where(pair => pair.name != "a.norm.weight"), pair => Assert.Null(pair.parameter.grad));
    }

    [Fact]
    public void Penalty_ends_where_it_is_to()
    {
        using var module = new GraphModule(_graph);
        using var component = new ScaleSparsity(new() { End = 0.5 });
        component.Attach(module);

        Assert.Single(component.Losses(Pass(), At(4)));
        Assert.Empty(component.Losses(Pass(), At(5)));
    }

    [Fact]
    public void Network_without_BatchNorm_is_refused_with_advice()
    {
        using var builder = new GraphBuilder("plain", 1);
        using var graph = builder.Build(("y", builder.Conv(builder.Conv(builder.Input("x", 3, 6, 6), "a", 4, 3), "b", 2, 3)));
        using var module = new GraphModule(graph);
        using var component = new ScaleSparsity(new());

        Assert.Contains("group_lasso", Assert.Throws<GraphException>(() => component.Attach(module)).Message, StringComparison.Ordinal);
    }

    private static Graph Network()
    {
        using var builder = new GraphBuilder("small", 3);
        var x = builder.Relu(builder.BatchNorm(builder.Conv(builder.Input("x", 3, 6, 6), "a", 4, 3), "a.norm"), "a.relu");
        x = builder.Flatten(builder.GlobalAveragePool(builder.Relu(builder.Conv(x, "b", 6, 3), "b.relu"), "pool"), "flat");
        return builder.Build(("y", builder.Linear(x, "head", 5)));
    }

    private static ForwardPass Pass() => new(null!, [], new Dictionary<string, Tensor>());

    private static StepContext At(long step) => new(new Dictionary<string, Optimizer>()) { Step = step, Steps = 10 };

    private Tensor Weight(string name) => _graph.Find(name)!.Constant!.Tensor.detach();

    private static Tensor Gradient(GraphModule module, string name) => module.named_parameters().Single(pair => pair.name == name).parameter.grad!;
}
