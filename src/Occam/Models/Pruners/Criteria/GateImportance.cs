using static TorchSharp.torch;

namespace Occam.Models.Pruners.Criteria;

/// <summary>
/// A criterion by the derivatives of each example's loss by gates at the channels, in inference mode. On data with labels the loss is that of the labels; without,
/// the cross-entropy with the class that the network itself finds most probable (<see cref="CriterionData.Loss"/>).
/// </summary>
public abstract class GateImportance : IImportance
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public EvidenceKind Evidence => EvidenceKind.Gradients;

    /// <inheritdoc/>
    public virtual ScoreNormalisation Normalisation => ScoreNormalisation.None;

    /// <inheritdoc/>
    public IReadOnlyList<UnitScores> Score(ScoringContext context)
    {
        var data = context.Data!;
        using var network = new GatedNetwork(context.Analysis);
        double[][] sums = [.. context.Analysis.Units.Select(unit => new double[unit.Channels.Count])];
        var examples = 0;
        using var scope = NewDisposeScope();
        foreach (var batch in data.Loader.Read().Take(data.Batches))
        {
            foreach (var (unit, derivatives) in network.Derivatives(batch.Images, output => data.Loss(output, batch.Labels)).Index())
            {
                Add(derivatives, sums[unit]);
            }

            examples += batch.Count;
            scope.DisposeEverything();
        }

        return [.. sums.Select((unit, i) => new UnitScores([Weigh(context, i, [.. unit.Select(sum => sum / Math.Max(1, examples))])]))];
    }

    /// <summary>What a derivative contributes.</summary>
    protected abstract double Contribution(double derivative);

    /// <summary>Weighs the mean contributions of a unit's channels. Default as they are.</summary>
    protected virtual double[] Weigh(ScoringContext context, int unit, double[] scores) => scores;

    private void Add(double[,] derivatives, double[] sums)
    {
        for (var example = 0; example < derivatives.GetLength(0); example++)
        {
            for (var channel = 0; channel < sums.Length; channel++)
            {
                sums[channel] += Contribution(derivatives[example, channel]);
            }
        }
    }
}
