using Occam.Apis;
using Occam.Core.Reports;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Models.Pruners;

namespace Occam.Core.Compression;

/// <summary>Removes channels and proves that nothing else changed.</summary>
internal static class PruneStage
{
    /// <summary>Prunes the network.</summary>
    /// <returns>The narrower network, what was done, and the proof.</returns>
    /// <exception cref="GraphException">Nothing can be pruned, or the target cannot be reached.</exception>
    /// <exception cref="CompressException">The proof failed.</exception>
    public static PrunedNetwork Run(Subject subject, CompressOptions options, RunJournal journal)
    {
        journal.Begin(CompressStage.Prune, "finding what can be pruned");
        var (analysis, plan) = Pruner.Plan(subject.Graph, new PruningOptions { TargetMacs = options.TargetMacs!.Value });
        using var analysed = analysis.Graph;
        var pruned = Pruner.Apply(analysis, plan);
        journal.Tick("proving the removal", null);
        var oracle = PruningOracle.Run(analysis, plan, pruned, subject);
        var units = plan.Units.Select(unit => new UnitWidth(unit.Unit.Name, unit.Unit.Channels.Count, unit.Kept)).ToArray();
        var frozen = analysis.Frozen.Select(frozen => new FrozenWidth(frozen.Node.Name, frozen.Count, frozen.Reason)).ToArray();
        journal.Note(
            $"removed {units.Sum(unit => unit.Before - unit.After):N0} of {units.Sum(unit => unit.Before):N0} channels in {units.Length} units; equal to the original with them zeroed within {oracle.Select(check => check.Difference).DefaultIfEmpty().Max():0.0E+0}");
        return new(pruned, new() { TargetMacs = options.TargetMacs.Value, Criterion = "L1 norm", Units = units, Frozen = frozen }, oracle);
    }
}
