using Occam.Graphs.Channels;
using Occam.Graphs.Execution;
using Occam.Graphs.Shapes;
using Occam.Graphs.Tests.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Channels;

/// <summary>Prunes a graph in every unit at once and proves it: removed = zeroed, in outputs.</summary>
internal static class PruneProof
{
    /// <summary>Removes every second channel (at least one, never all) of each zero-equivalent unit and compares with the zeroed twin.</summary>
    public static (ChannelAnalysis Analysis, Graph Pruned) Check(Graph graph)
    {
        using var guard = no_grad();
        var analysis = ChannelAnalysis.Run(graph);
        Channel[] removed = [.. analysis.Units.Where(unit => unit.IsZeroEquivalent).SelectMany(unit => unit.Channels.Where(channel => channel.Index % 2 == 1))];
        Assert.NotEmpty(removed);

        var pruned = ChannelSlicer.Remove(analysis, removed);
        GraphVerifier.Verify(pruned);
        using var zeroed = ZeroedGraph.Of(analysis, removed);
        var inputs = graph.Inputs.Select(input => randn(InputShapes.Default(input) is [_, .. var rest] ? [2, .. rest] : [])).ToArray();
        var expected = new GraphExecutor(zeroed).Run(inputs);
        var actual = new GraphExecutor(pruned).Run(inputs);
        for (var i = 0; i < expected.Length; i++)
        {
            TensorAssert.Close(expected[i], actual[i], 1e-4);
        }

        return (analysis, pruned);
    }

    /// <summary>The widths of the units by name.</summary>
    public static string Describe(ChannelAnalysis analysis) =>
        string.Join(", ", analysis.Units.Select(unit => $"{unit.Name}:{unit.Channels.Count}{(unit.IsZeroEquivalent ? string.Empty : "~")}"));
}
