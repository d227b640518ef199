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

    /// <summary>Checks a plan on seeded random input.</summary>
    /// <param name="analysis">The analysis that the plan refers to.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="seed">The seed of the input.</param>
    /// <param name="inputs">Sizes for inputs by name; the others get their defaults.</param>
    /// <exception cref="Occam.Graphs.GraphException">The pruned network cannot be run; the message names the node.</exception>
    public static OracleResult Check(ChannelAnalysis analysis, PruningPlan plan, ulong seed = 0, IReadOnlyDictionary<string, long[]>? inputs = null)
    {
        var excluded = plan.Units.Where(unit => unit.Removed.Count > 0 && !unit.Unit.IsZeroEquivalent).ToArray();
        Channel[] proved = [.. plan.Units.Except(excluded).SelectMany(unit => unit.Removed)];
        using var scope = NewDisposeScope();
        using var zeroed = ZeroedGraph.Of(analysis, proved);
        using var pruned = ChannelSlicer.Remove(analysis, proved);
        var feed = RandomInputs.For(analysis.Graph, seed, inputs);
        var torch = ParityCheck.Compare(pruned, ParityCheck.RunInTorch(zeroed, feed), ParityCheck.RunInTorch(pruned, feed));
        return new OracleResult(
            torch.Largest,
            InOnnxRuntime(zeroed, pruned, feed),
            Tolerance,
            proved.Length,
            [.. excluded.Select(unit => KeyValuePair.Create(unit.Unit.Name, unit.Unit.WhyNotZeroEquivalent!))]);
    }

    private static double InOnnxRuntime(Graphs.Graph zeroed, Graphs.Graph pruned, Tensor[] feed)
    {
        using var full = new OnnxSession(zeroed);
        using var narrow = new OnnxSession(pruned);
        return ParityCheck.Compare(pruned, full.Run(feed), narrow.Run(feed)).Largest;
    }
}
