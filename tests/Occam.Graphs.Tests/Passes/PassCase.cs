using Occam.Graphs.Execution;
using Occam.Graphs.Passes;
using Occam.Graphs.Tests.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Passes;

/// <summary>What every pass has to keep: a sound graph that computes the same.</summary>
internal static class PassCase
{
    /// <summary>Applies a pass and fails where the graph is unsound, its outputs are renamed or what it computes changes.</summary>
    public static int Apply(GraphPass pass, Graph graph, IReadOnlyList<Tensor> inputs, double tolerance = 1e-5)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var names = graph.Outputs.Select(value => value.Name).ToArray();
        var expected = new GraphExecutor(graph).Run(inputs);

        var changes = pass.Apply(graph);

        GraphVerifier.Verify(graph);
        Assert.Equal(names, graph.Outputs.Select(value => value.Name));
        var actual = new GraphExecutor(graph).Run(inputs);
        foreach (var (e, a) in expected.Zip(actual))
        {
            TensorAssert.Close(e, a, tolerance);
        }

        return changes;
    }

    /// <summary>Adds a constant of seeded random numbers from -1 to 1 (or from low to high).</summary>
    public static Value Random(Graph graph, string name, long[] shape, long seed, double low = -1, double high = 1)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        var data = rand(shape, generator: generator).mul(high - low).add(low);
        return graph.AddConstant(name, new Constant(data));
    }

    /// <summary>A BatchNormalization with random parameters.</summary>
    public static Node BatchNorm(Graph graph, Value x, long channels, string output)
    {
        Value[] parameters =
        [
            x,
            Random(graph, $"{output}.scale", [channels], 11, -2, 2),
            Random(graph, $"{output}.shift", [channels], 12),
            Random(graph, $"{output}.mean", [channels], 13),
            Random(graph, $"{output}.var", [channels], 14, 0.1, 3),
        ];
        return graph.AddNode("BatchNormalization", parameters, [output]);
    }
}
