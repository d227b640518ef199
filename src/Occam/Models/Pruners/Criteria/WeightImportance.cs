using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Models.Pruners.Criteria;

/// <summary>
/// A criterion that scores the slices of a channel in every weight that makes or reads it. Each weight's part is divided by its mean over the
/// unit, so that operators count alike whatever their scale; biases and norms take no part.
/// </summary>
/// <remarks>Looking at everything that is tied follows G. Fang et al., "DepGraph" (2023), section 3.3.</remarks>
public abstract class WeightImportance : IImportance
{
    private const double Epsilon = 1e-12;

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public EvidenceKind Evidence => EvidenceKind.Weights;

    /// <inheritdoc/>
    public virtual ScoreNormalisation Normalisation => ScoreNormalisation.Mean;

    /// <inheritdoc/>
    public virtual IReadOnlyList<UnitScores> Score(ScoringContext context)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        return [.. context.Analysis.Units.Select(unit => new UnitScores(Parts(unit)))];
    }

    /// <summary>The cuts of a unit's first channel in weights of contractions: makers and readers.</summary>
    internal static IEnumerable<Cut> Weights(PruningUnit unit) => unit.Channels[0].Weights.Where(cut => IsWeight(cut.Value));

    /// <summary>Scores the positions along one axis of a weight.</summary>
    /// <param name="slices">The weight, a position a row: float [positions, rest].</param>
    /// <returns>Float [positions], at least 0; in the caller's dispose scope.</returns>
    protected abstract Tensor ScoreSlices(Tensor slices);

    private double[][] Parts(PruningUnit unit)
    {
        double[][] parts = [.. Weights(unit).Select(cut => Balanced(ChannelValues.Means(unit, cut, Along(cut))))];
        return parts.Length > 0 ? parts : [[.. unit.Channels.Select(_ => 1.0)]];
    }

    private double[] Along(Cut cut)
    {
        var weight = cut.Value.Constant!.Tensor.detach().transpose(0, cut.Axis);
        return ScoreSlices(weight.reshape(weight.size(0), -1)).to(ScalarType.Float64).cpu().data<double>().ToArray();
    }

    private static double[] Balanced(double[] part)
    {
        var mean = Math.Max(part.Average(), Epsilon);
        return [.. part.Select(score => score / mean)];
    }

    private static bool IsWeight(Value value) => value.Constant!.Dimensions.Count > 1
        && value.Uses.Any(use => use.Index == 1 && use.Node.Operator?.Quantization == QuantizationRole.Weighted);
}
