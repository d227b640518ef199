using Occam.Apis;
using Occam.Core.Reports;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Models.Pruners;
using static TorchSharp.torch;

namespace Occam.Core.Compression;

/// <summary>Removes channels and proves that nothing else changed.</summary>
internal static class PruneStage
{
    private const int ProvedImages = 4;
    private const int EvidenceBatch = 32;

    /// <summary>Prunes the network.</summary>
    /// <returns>The narrower network, what was done, and the proof.</returns>
    /// <exception cref="GraphException">Nothing can be pruned, or the target cannot be reached.</exception>
    /// <exception cref="CompressException">The proof failed.</exception>
    public static PrunedNetwork Run(Subject subject, CompressOptions options, RunJournal journal)
    {
        journal.Begin(CompressStage.Prune, "finding what can be pruned");
        var pruning = new PruningOptions { TargetMacs = options.TargetMacs!.Value, Criterion = options.Criterion, Seed = options.Seed };
        var (analysis, plan) = Pruner.Plan(subject.Graph, pruning, data: new(subject.Batches(subject.Data.Calibration, EvidenceBatch)));
        using var analysed = analysis.Graph;
        var compensation = Pruner.Compensate(analysis, plan);
        var pruned = Pruner.Apply(analysis, plan, compensation);
        journal.Tick("proving the removal", null);
        var proof = Prove(analysis, plan, compensation, subject);
        var constants = CompensationFigures.Of(compensation);
        var units = plan.Units.Select(unit => new UnitWidth(unit.Unit.Name, unit.Unit.Channels.Count, unit.Kept, unit.Unit.WhyNotZeroEquivalent)).ToArray();
        var frozen = analysis.Frozen.Select(frozen => new FrozenWidth(frozen.Node.Name, frozen.Count, frozen.Reason)).ToArray();
        journal.Note(
            $"removed {units.Sum(unit => unit.Before - unit.After):N0} of {units.Sum(unit => unit.Before):N0} channels in {units.Length} units; equal to the original with them zeroed within {Math.Max(proof.TorchDifference, proof.OnnxRuntimeDifference):0.0E+0}");
        if (constants.Kept + constants.Lost > 0)
        {
            journal.Note(constants.ToString());
        }

        return new(pruned, new() { TargetMacs = options.TargetMacs.Value, Criterion = options.Criterion, Units = units, Frozen = frozen }, proof, constants);
    }

    private static OracleResult Prove(ChannelAnalysis analysis, PruningPlan plan, Compensation compensation, Subject subject)
    {
        using var scope = NewDisposeScope();
        var proof = PruningOracle.Check(analysis, plan, [subject.FirstImages(ProvedImages)], compensation);
        return proof.Passed
            ? proof
            : throw new CompressException(
                $"The proof of the prune failed: the outputs differ by {proof.TorchDifference:G3} in TorchSharp and by {proof.OnnxRuntimeDifference:G3} in ONNX Runtime from those of the same channels zeroed; at most {proof.Tolerance} is allowed. This is a fault of Occam; please report it with the model.",
                false);
    }
}
