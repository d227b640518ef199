using Occam.Graphs.Channels;
using Occam.Models.Pruners;
using Occam.Models.Pruners.Costs;
using Occam.Onnx.Latency;

namespace Occam.Core.Pruning;

/// <summary>Plans a prune whose targets may include measured latency, and keeps what was measured.</summary>
internal static class LatencyPlan
{
    /// <summary>Makes the plan.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="scores">The scores of its channels.</param>
    /// <param name="pruning">Targets and limits.</param>
    /// <param name="targetLatency">The share of the measured latency that may stay; null where latency does not count.</param>
    /// <param name="table">The file of measured kernels; null for this machine's in the user's cache folder.</param>
    /// <param name="threads">Threads of ONNX Runtime.</param>
    /// <param name="measuring">Told before kernels are measured.</param>
    /// <param name="cancellation">Stops measuring; what was measured is kept.</param>
    /// <exception cref="Graphs.GraphException">Nothing can be pruned, or a target cannot be reached.</exception>
    /// <exception cref="Onnx.OnnxException">ONNX Runtime cannot run the network, or the table is another machine's.</exception>
    public static PruningPlan Make(ChannelAnalysis analysis, ChannelScores scores, PruningOptions pruning, double? targetLatency, string? table, int threads, Action measuring, CancellationToken cancellation)
    {
        if (targetLatency is not { } target)
        {
            return Pruner.Plan(analysis, scores, pruning);
        }

        measuring();
        var machine = LatencyMachine.This(threads);
        var path = table ?? LatencyTable.DefaultPath(machine);
        var measured = LatencyTable.Read(path, machine);
        try
        {
            return Pruner.Plan(analysis, scores, pruning, [new(new LatencyModel(analysis, measured, cancellation: cancellation), target, "--target-latency")]);
        }
        finally
        {
            if (measured.Added > 0)
            {
                measured.Write(path);
            }
        }
    }
}
