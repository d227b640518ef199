using Occam.Graphs;
using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Models.Pruners.Criteria;

/// <summary>
/// The absolute scale that BatchNorm gives a channel, a part for each BatchNorm of the unit. A unit without one is ranked with the largest scale of the network, so
/// that it is pruned last.
/// </summary>
/// <remarks>Z. Liu et al., "Learning Efficient Convolutional Networks through Network Slimming" (2017), which learns sparse scales first.</remarks>
public sealed class BatchNormScaleImportance : IImportance
{
    /// <inheritdoc/>
    public string Name => "bn_scale";

    /// <inheritdoc/>
    public EvidenceKind Evidence => EvidenceKind.Weights;

    /// <inheritdoc/>
    public ScoreNormalisation Normalisation => ScoreNormalisation.None;

    /// <inheritdoc/>
    public IReadOnlyList<UnitScores> Score(ScoringContext context)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var units = context.Analysis.Units;
        var parts = units.Select(unit => unit.Channels[0].Weights.Where(IsScale).Select(cut => ChannelValues.Means(unit, cut, Scales(cut))).ToArray()).ToArray();
        var scales = parts.SelectMany(unit => unit).SelectMany(part => part).ToArray();
        if (units.Count > 0 && scales.Length == 0)
        {
            throw new GraphException($"The criterion 'bn_scale' looks at BatchNorm's scales, but '{context.Analysis.Graph.Name}' has none behind a channel that can be pruned (they may have been folded when it was exported). Take another one, such as l1.");
        }

        return [.. parts.Select((unit, i) => new UnitScores(unit.Length > 0 ? unit : [[.. units[i].Channels.Select(_ => scales.Max())]]))];
    }

    private static bool IsScale(Cut cut) => cut.Value.Uses.Any(use => use.Index == 1 && use.Node.OpType == "BatchNormalization");

    private static double[] Scales(Cut cut) => cut.Value.Constant!.Tensor.detach().abs().to(ScalarType.Float64).cpu().data<double>().ToArray();
}
