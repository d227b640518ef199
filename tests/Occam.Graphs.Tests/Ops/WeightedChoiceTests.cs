using Occam.Graphs.Building;
using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class WeightedChoiceTests
{
    // Weights of the row (0, log 2, log 5) are 1/8, 2/8, 5/8; the first candidate gives nothing.
    [Fact]
    public void Candidates_are_mixed_by_the_softmax_of_their_row()
    {
        using var scope = NewDisposeScope();
        using var graph = Build(noise: null, temperature: null);

        TensorAssert.Close(tensor([(2 * 3f / 8) + (5 * 10f / 8)], [1, 1]), new GraphExecutor(graph).Run([tensor([3f], [1, 1])])[0], 1e-5);
    }

    // (0 + log 4, log 2 + 0, log 5 + 0) / (1/2): the squares 16, 4, 25.
    [Fact]
    public void Noise_is_added_and_the_temperature_divides()
    {
        using var scope = NewDisposeScope();
        using var graph = Build(noise: [0, 0, 0, MathF.Log(4), 0, 0], temperature: 0.5f);

        TensorAssert.Close(tensor([((4 * 3f) + (25 * 10f)) / 45], [1, 1]), new GraphExecutor(graph).Run([tensor([3f], [1, 1])])[0], 1e-5);
    }

    [Fact]
    public void Only_the_table_is_trained_and_none_takes_part_in_its_gradient()
    {
        using var scope = NewDisposeScope();
        using var graph = Build(noise: new float[6], temperature: 1);
        using var module = new GraphModule(graph);
        module.train();

        module.call(tensor([3f], [1, 1])).sum().backward();

        var (name, table) = Assert.Single(module.named_parameters());
        Assert.Equal("table", name);
        // dy/da_k = w_k (x_k - y), x = (0, 3, 10), y = 7.
        TensorAssert.Close(tensor([0f, 0, 0, -7 / 8f, -8 / 8f, 15 / 8f], [2, 3]), table.grad!, 1e-5);
    }

    [Fact]
    public void Row_that_is_not_there_is_refused_by_name()
    {
        using var builder = new GraphBuilder("test");
        var x = builder.Input("x", 1);
        var table = builder.Constant("table", zeros(2, 3));

        Assert.Contains("row 2", Assert.Throws<GraphException>(() => builder.WeightedChoice(table, "mix", 2, [("none", null), ("a", x), ("b", x)])).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 3]", Assert.Throws<GraphException>(() => builder.WeightedChoice(table, "other", 0, [("a", x), ("b", x)])).Message, StringComparison.Ordinal);
        Assert.Contains("no candidate", Assert.Throws<GraphException>(() => builder.WeightedChoice(table, "third", 0, [("none", null)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Selected_it_gives_one_candidate_and_unselected_it_mixes_again()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var graph = Build(null, null);
        var (mix, executor) = (graph.FindNode("mix")!, new GraphExecutor(graph));
        var x = tensor([3f]);
        var mixed = executor.Run([x])[0].item<float>();

        executor.Select(new Dictionary<Node, int> { [mix] = WeightedChoice.FirstCandidate + 2 });
        Assert.Equal(10, executor.Run([x])[0].item<float>());
        executor.Select(new Dictionary<Node, int> { [mix] = WeightedChoice.FirstCandidate + 1 });
        Assert.Equal(3, executor.Run([x])[0].item<float>());
        executor.Select(new Dictionary<Node, int>());
        Assert.Equal(mixed, executor.Run([x])[0].item<float>());
        Assert.Contains("mix", Assert.Throws<GraphException>(() => executor.Select(new Dictionary<Node, int> { [mix] = WeightedChoice.FirstCandidate })).Message, StringComparison.Ordinal); // none
        Assert.Throws<GraphException>(() => executor.Select(new Dictionary<Node, int> { [mix] = 0 })); // the table
    }

    private static Graph Build(float[]? noise, float? temperature)
    {
        using var builder = new GraphBuilder("test");
        var x = builder.Input("x", 1);
        var table = builder.Constant("table", tensor([9f, 9, 9, 0, MathF.Log(2), MathF.Log(5)], [2, 3]));
        var g = noise is null ? null : builder.Constant("noise", tensor(noise, [2, 3]));
        var t = temperature is { } number ? builder.Number("temperature", number) : null;
        var ten = builder.Apply("Max", "ten", [x, builder.Number("least", 10)]);
        return builder.Build(("y", builder.WeightedChoice(table, "mix", 1, [("none", null), ("same", x), ("ten", ten)], g, t)));
    }
}
