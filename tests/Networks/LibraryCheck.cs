using Occam.Graphs;
using Occam.Graphs.Shapes;
using Occam.Models.Pruners;
using Occam.Models.Pruners.Costs;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Testing.Networks;

/// <summary>What came of pruning a network to a share of its operations.</summary>
/// <param name="Network">The network.</param>
/// <param name="Target">The share of operations that may stay.</param>
/// <param name="Share">The share that stays; NaN where the target cannot be reached.</param>
/// <param name="Units">How many units the network has.</param>
/// <param name="Unproved">How many of them are not zero-equivalent.</param>
/// <param name="Frozen">How many nodes' channels have to stay.</param>
/// <param name="Oracle">The largest difference of the oracle; 0 where it does not apply.</param>
/// <param name="Parity">The largest difference between TorchSharp and ONNX Runtime at batch 1 and 3.</param>
/// <param name="Kept">Constants kept in biases.</param>
/// <param name="Reason">Why the target cannot be reached, or what went wrong; empty where nothing did.</param>
/// <param name="Passed">Whether all is as it has to be; a target that cannot be reached for a stated reason counts as such.</param>
internal sealed record LibraryCheck(string Network, double Target, double Share, int Units, int Unproved, int Frozen, double Oracle, double Parity, int Kept, string Reason, bool Passed)
{
    private const double Tolerance = 1e-4;

    /// <summary>Prunes and checks.</summary>
    public static LibraryCheck Run(string network, Graph graph, double target)
    {
        using var scope = NewDisposeScope();
        var analysis = Pruner.Analyse(graph);
        using var analysed = analysis.Graph;
        var check = new LibraryCheck(network, target, double.NaN, analysis.Units.Count, analysis.Units.Count(unit => !unit.IsZeroEquivalent), analysis.Frozen.Count, 0, 0, 0, string.Empty, Passed: false);
        var options = new PruningOptions { TargetMacs = target };
        PruningPlan plan;
        try
        {
            plan = Pruner.Plan(analysis, Pruner.Score(analysis, options), options);
        }
        catch (GraphException e) when (e.Message.Contains("cannot be reached", StringComparison.Ordinal) || e.Message.Contains("can be pruned", StringComparison.Ordinal))
        {
            return check with { Reason = e.Message, Passed = true };
        }

        var compensation = Pruner.Compensate(analysis, plan);
        using var pruned = Pruner.Apply(analysis, plan, compensation);
        GraphVerifier.Verify(pruned);
        var macs = new MacsModel(analysis);
        check = check with { Share = macs.Of([.. plan.Units.Select(unit => unit.Removed.Count)]) / macs.Of(new int[plan.Units.Count]), Kept = compensation.Kept };
        var oracle = PruningOracle.Check(analysis, plan, RandomInputs.For(analysis.Graph, 3), compensation);
        check = check with { Oracle = Math.Max(oracle.TorchDifference, oracle.OnnxRuntimeDifference), Parity = Math.Max(Between(pruned, 1), Between(pruned, 3)) };
        return check.Share > target + 1e-9 ? check with { Reason = "over the budget" }
            : !oracle.Passed ? check with { Reason = "the oracle failed" }
            : check.Parity > Tolerance ? check with { Reason = "ONNX Runtime differs from TorchSharp" }
            : check with { Passed = true };
    }

    private static double Between(Graph graph, long batch)
    {
        // A file may state its batch.
        var shapes = graph.Inputs.ToDictionary(
            input => input.Name, input => InputShapes.Default(input) is var sizes && input.Type!.Dimensions![0].Size is null ? [batch, .. sizes[1..]] : sizes, StringComparer.Ordinal);
        return ParityCheck.Run(graph, RandomInputs.For(graph, 4, shapes)).Largest;
    }
}
