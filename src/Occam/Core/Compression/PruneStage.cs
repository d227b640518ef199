using Occam.Apis;
using Occam.Core.Plans;
using Occam.Core.Pruning;
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
    public static PrunedNetwork Run(Subject subject, CompressOptions options, RunFolder folder, RunJournal journal)
    {
        journal.Begin(CompressStage.Prune, "finding what can be pruned");
        var pruning = options.Pruning with { Seed = options.Seed };
        var analysis = Pruner.Analyse(subject.Graph);
        using var analysed = analysis.Graph;
        var scores = Pruner.Score(analysis, pruning, new(subject.Batches(subject.Data.Calibration, EvidenceBatch)));
        var plan = Plan(analysis, scores, pruning, options, folder, journal);
        WholeFile.WriteText(folder.Plan, PlanWriter.Write(Path.GetFileName(options.Model), analysis, scores, plan));
        var compensation = pruning.Compensate ? Pruner.Compensate(analysis, plan) : Compensation.None;
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

        return new(pruned, new()
        {
            TargetMacs = pruning.TargetMacs,
            TargetParameters = pruning.TargetParameters,
            TargetActivations = pruning.TargetActivations,
            TargetLatency = options.TargetLatency,
            Criterion = pruning.Criterion,
            Units = units,
            Frozen = frozen,
        }, proof, constants);
    }

    // A resumed run takes the widths that it chose before: measured latencies may since have been measured anew.
    private static PruningPlan Plan(ChannelAnalysis analysis, ChannelScores scores, PruningOptions pruning, CompressOptions options, RunFolder folder, RunJournal journal)
    {
        var path = options.FromPlan ?? (options.Resume && File.Exists(folder.Plan) ? folder.Plan : null);
        return path is not null ? PlanReader.Read(path, analysis, scores)
            : LatencyPlan.Make(analysis, scores, pruning, options.TargetLatency, options.LatencyTable, options.Threads ?? Environment.ProcessorCount, () => journal.Tick("measuring kernels", null), journal.Cancellation);
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
