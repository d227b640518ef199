using Occam.Core.Reports;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Models.Pruners;

/// <summary>
/// Proves a prune: the original at full width with the removed channels zeroed, and the physically pruned network, have to give the same
/// outputs, in TorchSharp and in ONNX Runtime (docs/design.md, section 4).
/// </summary>
public static class PruningOracle
{
    /// <summary>The relative tolerance.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>Checks a plan.</summary>
    /// <param name="analysis">The analysis that the plan refers to.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="inputs">What to feed, in the graph's order: real data, or <see cref="RandomInputs"/>.</param>
    /// <param name="compensation">What of the removed channels' constants was kept in biases; the wide network then has them as well. Default nothing.</param>
    /// <exception cref="GraphException">The pruned network cannot be run; the message names the node.</exception>
    public static OracleResult Check(ChannelAnalysis analysis, PruningPlan plan, IReadOnlyList<Tensor> inputs, Compensation? compensation = null)
    {
        var excluded = plan.Units.Where(unit => unit.Removed.Count > 0 && !unit.Unit.IsZeroEquivalent).ToArray();
        Channel[] proved = [.. plan.Units.Except(excluded).SelectMany(unit => unit.Removed)];
        using var scope = NewDisposeScope();
        using var zeroed = ZeroedGraph.Of(analysis, proved, compensation);
        using var pruned = ChannelSlicer.Remove(analysis, proved, compensation);
        var torch = ParityCheck.Compare(pruned, ParityCheck.RunInTorch(zeroed, inputs), ParityCheck.RunInTorch(pruned, inputs));
        return new OracleResult(
            torch.Largest,
            InOnnxRuntime(zeroed, pruned, inputs),
            Tolerance,
            proved.Length,
            [.. excluded.Select(unit => new UnprovedUnit(unit.Unit.Name, unit.Removed.Count, unit.Unit.WhyNotZeroEquivalent!))]);
    }

    private static double InOnnxRuntime(Graph zeroed, Graph pruned, IReadOnlyList<Tensor> inputs)
    {
        using var full = new OnnxSession(zeroed);
        using var narrow = new OnnxSession(pruned);
        return ParityCheck.Compare(pruned, full.Run(inputs), narrow.Run(inputs)).Largest;
    }
}
