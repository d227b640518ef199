using Occam.Apis;
using Occam.Core.Reports;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Execution;
using Occam.Models.Pruners;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Core.Compression;

/// <summary>
/// The proof of a prune: on real images, the network with the channels removed equals the original with the same channels zeroed, in TorchSharp and in
/// ONNX Runtime (docs/design.md, section 4).
/// </summary>
internal static class PruningOracle
{
    private const double Tolerance = 1e-4;
    private const int Images = 4;

    /// <summary>Compares.</summary>
    /// <exception cref="CompressException">They differ.</exception>
    public static IReadOnlyList<Check> Run(ChannelAnalysis analysis, PruningPlan plan, Graph pruned, Subject subject)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var provable = plan.Units.Where(unit => unit.Unit.IsZeroEquivalent).SelectMany(unit => unit.Removed).ToArray();
        if (provable.Length == 0)
        {
            return [];
        }

        var all = plan.Units.All(unit => unit.Unit.IsZeroEquivalent || unit.Removed.Count == 0);
        var removed = all ? pruned : ChannelSlicer.Remove(analysis, provable);
        using var zeroed = ZeroedGraph.Of(analysis, provable);
        try
        {
            var images = subject.FirstImages(Images);
            return
            [
                Compare("pruned against the same channels zeroed, TorchSharp", new GraphExecutor(removed).Run([images])[0], new GraphExecutor(zeroed).Run([images])[0]),
                Compare("pruned against the same channels zeroed, ONNX Runtime", RunOnnx(removed, images), RunOnnx(zeroed, images)),
            ];
        }
        finally
        {
            if (!all)
            {
                removed.Dispose();
            }
        }
    }

    private static Tensor RunOnnx(Graph graph, Tensor images)
    {
        using var session = new OnnxSession(graph);
        return session.Run([images])[0];
    }

    private static Check Compare(string what, Tensor actual, Tensor expected)
    {
        var check = new Check(what, OutputDifference.Between(what, expected, actual).Relative, Tolerance);
        return check.Passed
            ? check
            : throw new CompressException($"The proof of the prune failed: {what}: relative difference {check.Difference:G3}, at most {Tolerance} allowed. This is a fault of Occam; please report it with the model.", false);
    }
}
